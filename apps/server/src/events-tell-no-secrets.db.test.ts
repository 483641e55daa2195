import { conversationOf, newKey, openTestWorld, say } from '@chatterly/testing/test-world'
import { expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { expectNoSecrets } from './testing/matrix/secrets.ts'
import { openSocket, startProcess } from './testing/process.ts'

const world = await openTestWorld()
const here = await startProcess(world)

/** Everything that somebody's socket is told once it follows them and, if they may, the conversation. */
async function listen(cookie: string, conversationId: string): Promise<string[]> {
  const { socket } = await openSocket(here, { cookie, origin: here.url })
  const told: string[] = []
  socket.on('message', (text: Buffer) => void told.push(text.toString()))
  subscribe(socket, 1, 'me.events')
  subscribe(socket, 2, 'conversations.events', { conversationId, after: 0 })
  await vi.waitFor(() => expect(told.join('\n')).toMatch(/"id":2,"(error|result)"/))
  return told
}

const subscribe = (socket: WebSocket, id: number, path: string, input?: object) =>
  socket.send(JSON.stringify({ id, method: 'subscription', params: { path, input } }))

test('events tell members what happens, others nothing, and nobody what is private', async () => {
  const names = ['Ada', 'Grace', 'Hedy', 'Former', 'Stranger'] as const
  const [ada, grace, hedy, former, stranger] = await Promise.all(names.map((name) => world.person(name)))
  if (!ada || !grace || !hedy || !former || !stranger) throw new Error('Somebody is missing')
  const id = await conversationOf(ada, [grace, hedy, former], 'group')
  await ada.call.conversations.removeMember({ conversationId: id, userId: former.id })
  const told = new Map<string, string[]>()
  for (const person of [ada, grace, hedy, former, stranger])
    told.set(person.name, await listen(person.cookie, id))

  const words = `words ${crypto.randomUUID()}`
  const { id: messageId } = await say(ada, id, words)
  const message = { conversationId: id, messageId }
  await grace.call.reactions.add({ ...message, emoji: '👍' })
  await grace.call.receipts.markRead({ conversationId: id, number: 1 })
  await ada.call.messages.edit({ ...message, body: `${words} anew`, key: newKey() })
  await hedy.call.users.update({ bio: 'Here' })
  const call = await ada.call.calls.start({ conversationId: id, media: 'voice', key: newKey() })
  await grace.call.calls.accept({ callId: call.id })
  await ada.call.calls.end({ callId: call.id })
  await hedy.call.conversations.leave({ conversationId: id })
  await ada.call.messages.delete(message)
  const last = `last ${crypto.randomUUID()}`
  await say(ada, id, last)
  await vi.waitFor(() => expect(told.get('Grace')?.join('\n')).toContain(last))

  const secrets = [
    ...[ada, grace, hedy, former, stranger].flatMap(({ name, email, cookie, ctx }) => [
      { text: email, knownTo: [name] },
      { text: cookie.split('=')[1] ?? '', knownTo: [] },
      { text: ctx.actor.sessionHash, knownTo: [name] },
    ]),
    { text: words, knownTo: ['Ada', 'Grace', 'Hedy'] },
    { text: last, knownTo: ['Ada', 'Grace'] },
  ]
  for (const [name, frames] of told) expectNoSecrets(frames.join('\n'), name, secrets)
  for (const name of ['Ada', 'Grace', 'Hedy']) expect(told.get(name)?.join('\n')).toContain(words)
  for (const name of ['Former', 'Stranger']) {
    expect(
      told.get(name)?.filter((frame) => frame.includes('"message.') || frame.includes(messageId)),
    ).toEqual([])
    expect(told.get(name)?.join('\n')).toContain('conversation.not_found')
  }
})
