import { canariesIn } from '../canary.ts'
import type { HistoryWriter } from '../history/writer.ts'
import { nowMicros } from '../../measure/moment.ts'

/** Milliseconds. A browser gives up later; a run has no time for that. */
const GIVE_UP_MS = 20_000

/** The platform's fetch, with every answer looked at first: body and headers. */
export const tapFetch =
  ({ run, history }: { run: string; history: HistoryWriter }): typeof globalThis.fetch =>
  async (input, init) => {
    const late = AbortSignal.timeout(GIVE_UP_MS)
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late
    const askedAt = Math.round(nowMicros())
    const answer = await fetch(input, { ...init, signal })
    const text = await answer.text()
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
    const canaries = canariesIn(run, `${headers}\n${text}`)
    const where = `${new URL(String(input instanceof Request ? input.url : input)).pathname} ${answer.status}`
    if (canaries.length > 0) history.write({ kind: 'carried', where, askedAt, canaries })
    return new Response(text === '' && answer.status === 204 ? null : text, {
      status: answer.status,
      headers: answer.headers,
    })
  }
