import { connect } from 'node:net'
import { openTestWorld } from '@chatterly/testing/test-world'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { closeCodeOf, openSocket, startProcess } from '../testing/process.ts'

const world = await openTestWorld()
const here = await startProcess(world)

type Place = Pick<typeof here, 'open' | 'url' | 'wsUrl'>

/** The headers of a page where somebody new is signed in. */
async function signedIn({ open, url }: Place): Promise<Record<string, string>> {
  const { id } = await open.person('Ada')
  const { cookie } = await open.world.sessions.start(id)
  return { cookie: cookie.split(';')[0] ?? '', origin: url }
}

/** A socket, and the answers it gets. */
async function talk(place: Place) {
  const { socket } = await openSocket(place, await signedIn(place))
  const answers: { id: unknown; result?: unknown }[] = []
  socket.on('message', (text: Buffer) => answers.push(JSON.parse(text.toString()) as { id: unknown }))
  return { socket, answers, code: closeCodeOf(socket) }
}

const whoAmI = (id: number, filler = '') =>
  JSON.stringify({ id, method: 'query', params: { path: 'auth.me', filler } })

/** A message in so many pieces. */
function sendInPieces(socket: WebSocket, text: string, pieces: number): void {
  for (let n = 0; n < pieces - 1; n++) socket.send(text.charAt(n), { fin: false })
  socket.send(text.slice(pieces - 1), { fin: true })
}

describe('one frame', () => {
  test('of 64 kB is answered, a larger one closes the socket', async () => {
    const [good, bad] = [await talk(here), await talk(here)]
    const overhead = whoAmI(1).length
    good.socket.send(whoAmI(1, 'x'.repeat(65_536 - overhead)))
    await vi.waitFor(() => expect(good.answers).toMatchObject([{ id: 1, result: {} }]))
    bad.socket.send(whoAmI(1, 'x'.repeat(65_537 - overhead)))
    expect(await bad.code).toBe(1009)
  })

  test('in 64 pieces is answered, in more closes the socket; pieces alone are never enough to stay', async () => {
    const [good, bad, endless] = [await talk(here), await talk(here), await talk(here)]
    sendInPieces(good.socket, whoAmI(1, 'x'.repeat(100)), 64)
    await vi.waitFor(() => expect(good.answers).toMatchObject([{ id: 1, result: {} }]))
    sendInPieces(bad.socket, whoAmI(1, 'x'.repeat(100)), 65)
    expect(await bad.code).toBe(1008)
    for (let n = 0; n < 65; n++) endless.socket.send('', { fin: false })
    expect(await endless.code).toBe(1008)
  })
})

test('calls of a person count the same over sockets and over HTTP', async () => {
  const strict = await startProcess(
    await openTestWorld({ databaseUrl: world.env.DATABASE_URL, rateLimitScale: 0.01 }),
  )
  // Of 1,200 readings a minute, twelve are left at this scale; one socket is.
  const headers = await signedIn(strict)
  const { socket } = await openSocket(strict, headers)
  const texts: string[] = []
  socket.on('message', (text: Buffer) => texts.push(text.toString()))
  const read = { method: 'query', params: { path: 'users.me' } }
  for (let id = 1; id <= 8; id++) socket.send(JSON.stringify({ id, ...read }))
  await vi.waitFor(() => expect(texts).toHaveLength(8))
  expect(texts.filter((text) => text.includes('"result"'))).toHaveLength(8)
  const statuses: number[] = []
  for (let n = 0; n < 6; n++) statuses.push((await fetch(`${strict.url}/trpc/users.me`, { headers })).status)
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
  socket.send(JSON.stringify({ id: 9, ...read }))
  await vi.waitFor(() => expect(texts.at(-1)).toContain('rate.limited'))
  // Somebody else at the same address is not touched.
  const other = await fetch(`${strict.url}/trpc/users.me`, { headers: await signedIn(strict) })
  expect(other.status).toBe(200)
})

test('an address has so many sockets, whoever they belong to, and another address has its own', async () => {
  const open = await openTestWorld({ databaseUrl: world.env.DATABASE_URL })
  // Four of 20,000 at this scale, and one for each person.
  const strict = await startProcess({
    ...open,
    env: { ...open.env, RATE_LIMIT_SCALE: 0.0002, TRUST_PROXY: 1 },
  })
  const knock = async (address: string) =>
    (await openSocket(strict, { ...(await signedIn(strict)), 'x-forwarded-for': address })).status
  const statuses: number[] = []
  for (let n = 0; n < 5; n++) statuses.push(await knock('192.0.2.1'))
  expect(statuses).toEqual([101, 101, 101, 101, 429])
  expect(await knock('192.0.2.2')).toBe(101)
})

describe('who has announced to say more about themselves', () => {
  const announce = async () => {
    const headers = await signedIn(here)
    const socket = new WebSocket(`${here.wsUrl}/trpc?connectionParams=1`, { headers })
    onTestFinished(() => socket.terminate())
    await new Promise((resolve) => socket.once('open', resolve))
    return socket
  }

  test('is let go after five seconds of saying nothing, or nothing to the point', async () => {
    const startedAt = performance.now()
    const [silent, talkative, prompt] = [await announce(), await announce(), await announce()]
    const chatter = setInterval(() => talkative.send('PING'), 500)
    onTestFinished(() => clearInterval(chatter))
    const answered = new Promise((resolve) => prompt.on('message', resolve))
    prompt.send(JSON.stringify({ method: 'connectionParams', data: {} }))
    prompt.send(whoAmI(1))
    await answered
    expect(await Promise.all([closeCodeOf(silent), closeCodeOf(talkative)])).toEqual([1008, 1008])
    expect(performance.now() - startedAt).toBeGreaterThan(4500)
    expect(performance.now() - startedAt).toBeLessThan(8000)
    expect(prompt.readyState).toBe(prompt.OPEN)
  })

  test('a handshake that is never finished is cut off', async () => {
    const socket = connect(Number(new URL(here.url).port), '127.0.0.1')
    const closed = new Promise<number>((resolve) => socket.once('close', () => resolve(performance.now())))
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => void (answer += text))
    const startedAt = performance.now()
    socket.write('GET /trpc HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n')
    expect((await closed) - startedAt).toBeLessThan(13_000)
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
  })
})
