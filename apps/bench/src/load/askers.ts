import { type Latencies, noLatencies, recordLatency } from '../measure/latencies.ts'
import { nowMicros } from '../measure/moment.ts'
import { openHttp } from './http-client.ts'
import { serveParent } from './parent.ts'

type Load = { origin: string; path: string; cookies: string[]; connections: number; seconds: number }
type Asked = { answers: number; failed: number; latencies: Latencies }

const handlers = {
  /** Each connection asks again as soon as it is answered. */
  async run({ origin, path, cookies, connections, seconds }: Load): Promise<Asked> {
    const asked: Asked = { answers: 0, failed: 0, latencies: noLatencies() }
    const endsAt = Date.now() + seconds * 1000
    await Promise.all(
      Array.from({ length: connections }, async (_, place) => {
        const connection = await openHttp(origin, path, cookies[place % cookies.length] ?? '')
        while (Date.now() < endsAt) {
          const startedAt = nowMicros()
          const { status } = await connection.ask()
          recordLatency(asked.latencies, nowMicros() - startedAt)
          asked.answers += 1
          if (status !== 200) asked.failed += 1
        }
        connection.close()
      }),
    )
    return asked
  },
}

export type Askers = typeof handlers

serveParent(handlers)
