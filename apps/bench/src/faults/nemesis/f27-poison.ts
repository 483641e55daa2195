import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { StandNode } from '../stand/stand.ts'
import { callNode } from './call-node.ts'
import { type Fault, nodesOf, type Strike } from './fault.ts'
import { recordUnknown } from './unknown-event.ts'

const PAUSE_MS = 300
const DEPTH = 20_000
const frames: readonly (string | Buffer)[] = [
  '[',
  'null',
  '{"id":1,"method":"subscription","params":{"path":"me.events"},"__proto__":{"id":2}}',
  `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`,
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  JSON.stringify({ id: {}, method: 'query', params: { path: 'constructor' } }),
  JSON.stringify(
    Array.from({ length: 100 }, (_, id) => ({ id, method: 'query', params: { path: 'users.me' } })),
  ),
  'x'.repeat(70_000),
]
const bodies = [
  '\u0000',
  '\ud800',
  'x'.repeat(8001),
  `${'>'.repeat(4000)} deep`,
  '[['.repeat(2000),
  '😀'.repeat(4000),
]

/** What no client of ours would send, over HTTP and over sockets. Nobody may notice. */
export const poison: Fault = {
  id: 'F27',
  words: 'poison: too long, too deep, not text, not ours, not known yet',
  async strike(strike) {
    const { stand, isOver, sleep, act } = strike
    while (!isOver()) {
      for (const node of nodesOf(stand)) {
        act(`poison for ${node.name}`)
        await poisonSockets(strike, node)
        await poisonBodies(strike, node)
        act('a change of a kind nobody knows')
        await recordUnknown(strike)
      }
      await sleep(PAUSE_MS)
    }
  },
}

async function poisonSockets({ cast, random, isOver }: Strike, node: StandNode): Promise<void> {
  for (const frame of random.shuffle(frames)) {
    if (isOver()) return
    const origin = `http://127.0.0.1:${node.door.port}`
    const { cookie } = random.pick(cast.people)
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/trpc`, { headers: { origin, cookie } })
    // It may well be thrown out.
    socket.on('error', () => undefined)
    await Promise.race([once(socket, 'open'), once(socket, 'close')])
    if (socket.readyState === WebSocket.OPEN) socket.send(frame)
    setTimeout(() => socket.terminate(), 200)
  }
}

/** Each is taken as it is or refused as what it is; none is a bug of ours. */
async function poisonBodies({ cast, probe }: Strike, node: StandNode): Promise<void> {
  const [conversation] = cast.conversations
  const { cookie } = cast.people[conversation?.members[0] ?? 0] ?? { cookie: '' }
  for (const [index, body] of bodies.entries()) {
    const input = { conversationId: conversation?.id, body, key: crypto.randomUUID() }
    const { status } = await callNode(node, { cookie, path: 'messages.send', input })
    probe(`Body ${index} is answered`, status > 0 && status < 500, `status ${status}`)
  }
}
