import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { nowMicros } from '../../measure/moment.ts'
import type { Entry } from './entries.ts'

type Unstamped<Of> = Of extends { at: number } ? Omit<Of, 'at'> : never

/** Writes a client's history, a line of JSON an entry. */
export type HistoryWriter = { write(entry: Unstamped<Entry>): void; close(): Promise<void> }

export function openHistory(file: string): HistoryWriter {
  const stream = createWriteStream(file, { flags: 'a' })
  let isClosed = false
  return {
    write(entry) {
      // A socket that is closed last says so after the end.
      if (isClosed) return
      stream.write(`${JSON.stringify({ at: Math.round(nowMicros()), ...entry })}\n`)
    },
    async close() {
      isClosed = true
      stream.end()
      await once(stream, 'close')
    },
  }
}
