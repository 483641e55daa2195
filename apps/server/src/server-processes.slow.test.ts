import { Agent, get } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import setUpServices from '@chatterly/testing/global-setup'
import { openTestWorld } from '@chatterly/testing/test-world'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { clientOf, closeCodeOf, openSocket, signUp } from './testing/process.ts'
import { type Program, startProgram } from './testing/program.ts'

const stopServices = await setUpServices()
afterAll(stopServices)
const world = await openTestWorld()

/** Milliseconds. A connection that was just handed to a process as it died is answered by nobody. */
const PATIENCE_MS = 1000

/** A request over a connection of its own, so that any of the processes may get it. */
const ask = (url: string) =>
  new Promise<{ status: number; process: number }>((resolve, reject) => {
    const request = get(url, { agent: new Agent(), timeout: PATIENCE_MS }, (response) => {
      const status = response.statusCode ?? 0
      json(response).then((body) => resolve({ status, ...(body as { process: number }) }), reject)
    })
    request.on('timeout', () => request.destroy(new Error('Nobody answers')))
    request.on('error', reject)
  })

async function pidsOf({ url }: Program): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(`${url}/readyz`)))
  return [...new Set(answers.map((answer) => answer.process))].sort((a, b) => a - b)
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('WEB_CONCURRENCY=2', { timeout: 60_000 }, () => {
  const startTwo = () => startProgram(world, { WEB_CONCURRENCY: '2', LOG_LEVEL: 'warn', SEED_DEMO: 'true' })

  test('two processes share the port and hear each other; one more keeps them', async () => {
    const program = await startTwo()
    const pids = await pidsOf(program)
    expect(pids).toHaveLength(2)
    expect(pids).not.toContain(program.pid)

    const [ada, grace] = [await signUp(program), await signUp(program)]
    // Connections are dealt in turn, so some of these are with either process.
    const listeners = Array.from({ length: 4 }, () => clientOf(grace.cookie, program))
    const { id: graceId } = await clientOf(grace.cookie, program).users.me.query()
    const adas = clientOf(ada.cookie, program)
    const { id } = await adas.conversations.create.mutate({ memberIds: [graceId], key: crypto.randomUUID() })
    const seen = listeners.map((listener) => {
      const seqs: number[] = []
      const onData = ({ data }: { data: { seq: number } }) => void seqs.push(data.seq)
      listener.conversations.events.subscribe({ conversationId: id, after: 0 }, { onData })
      return seqs
    })
    await vi.waitFor(() => expect(seen).toEqual(seen.map(() => [1])), 5000)
    await adas.messages.send.mutate({ conversationId: id, body: 'Hello', key: crypto.randomUUID() })
    await vi.waitFor(() => expect(seen).toEqual(seen.map(() => [1, 2])), 5000)
  })

  test('one that is killed is replaced, and the port answers all the while', async () => {
    const program = await startTwo()
    const before = await pidsOf(program)
    process.kill(before[0] ?? 0, 'SIGKILL')
    const startedAt = performance.now()
    let longestMs = 0
    let pids: number[] = []
    while (pids.length < 2 && performance.now() - startedAt < 15_000) {
      const askedAt = performance.now()
      // What was on its way to the process that died is asked again, as any client would.
      const { status } = await ask(`${program.url}/livez`).catch(() => ask(`${program.url}/livez`))
      expect(status).toBe(200)
      longestMs = Math.max(longestMs, performance.now() - askedAt)
      await sleep(20)
      pids = await pidsOf(program).catch(() => [])
    }
    expect(longestMs).toBeLessThan(2000)
    expect(pids).toHaveLength(2)
    expect(pids).toContain(before[1])
    expect(pids).not.toContain(before[0])
    expect(program.lines.join('\n')).toContain('A server process ended; it is replaced')
  })

  test('SIGTERM lets go of all sockets and ends everything with status 0', async () => {
    const program = await startTwo()
    const pids = await pidsOf(program)
    const { cookie } = await signUp(program)
    const sockets = await Promise.all(
      Array.from({ length: 6 }, () => openSocket(program, { cookie, origin: program.url })),
    )
    const codes = Promise.all(sockets.map(({ socket }) => closeCodeOf(socket)))
    program.signal('SIGTERM')
    expect(await codes).toEqual(sockets.map(() => 1012))
    expect(await program.exited).toBe(0)
    expect(pids.filter(isAlive)).toEqual([])
  })

  test('is gone as a whole when the one that keeps the others is killed', async () => {
    const program = await startTwo()
    const pids = await pidsOf(program)
    expect(pids.filter(isAlive)).toHaveLength(2)
    program.signal('SIGKILL')
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), 5000)
  })
})

test('a start that fails ends with status 1, alone and in company', { timeout: 60_000 }, async () => {
  for (const WEB_CONCURRENCY of ['1', '2']) {
    const attempt = startProgram(world, { WEB_CONCURRENCY, DATABASE_URL: 'postgres://127.0.0.1:1/nothing' })
    await expect(attempt).rejects.toThrow('It ended with status 1')
  }
})

test('alone it is one process, which stops on SIGTERM', { timeout: 60_000 }, async () => {
  const program = await startProgram(world)
  expect(await pidsOf(program)).toEqual([program.pid])
  program.signal('SIGTERM')
  expect(await program.exited).toBe(0)
})
