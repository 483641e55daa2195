import { newClientKey } from '@chatterly/client/client-key'
import { ConversationId, UserId } from '@chatterly/protocol/ids'
import { type Choice, newBody, type Operation, toDone } from './choice.ts'
import { deleteOne, editOwn, react, takeBack } from './message-operations.ts'
import { shaOf } from './seen-event.ts'
import type { Act, Done } from './virtual-client.ts'

export const operations: readonly Operation[] = [
  { name: 'send', share: 0.65, choose: (choice) => [speak(choice)] },
  { name: 'submit twice', share: 0.01, choose: submitTwice },
  { name: 'edit', share: 0.07, choose: editOwn },
  { name: 'delete', share: 0.03, choose: deleteOne },
  { name: 'react', share: 0.08, choose: react },
  { name: 'take back', share: 0.03, choose: takeBack },
  { name: 'look', share: 0.04, choose: look },
  { name: 'mark read', share: 0.04, choose: markRead },
  { name: 'add', share: 0.02, choose: (choice) => changeMember(choice, 'addMember') },
  { name: 'remove', share: 0.015, choose: (choice) => changeMember(choice, 'removeMember') },
  { name: 'leave', share: 0.005, choose: (choice) => comeOrGo(choice, 'leave') },
  { name: 'join', share: 0.01, choose: (choice) => comeOrGo(choice, 'join') },
]

/** A message through the outbox, which sees to it that it is said once. */
export function speak(choice: Choice): Act {
  const { actor, conversation } = choice
  const { canary, body } = newBody(choice)
  return {
    op: 'send',
    conversationId: conversation.id,
    canary,
    sha: shaOf(body) ?? '',
    run: async () => toDone(await actor.client.outbox.send({ conversationId: conversation.id, body })),
  }
}

function submitTwice(choice: Choice): Act[] {
  const act = { ...speakAtOnce(choice), isDuplicate: true }
  return [act, act]
}

/** A message past the outbox, which would send one after the other. */
export function speakAtOnce(choice: Choice): Act {
  const { actor, conversation } = choice
  const { canary, body } = newBody(choice)
  const conversationId = ConversationId.parse(conversation.id)
  const message = { conversationId, body, key: newClientKey() }
  return {
    op: 'send',
    conversationId,
    canary,
    sha: shaOf(body) ?? '',
    run: async () => toDone(await actor.client.procedures.messages.send.mutate(message)),
  }
}

function look({ actor, conversation }: Choice): Act[] {
  const run = () => actor.look(conversation.id).then(() => ({}))
  return [{ op: 'look', conversationId: conversation.id, run }]
}

function markRead({ actor, conversation, random }: Choice): Act[] {
  const conversationId = ConversationId.parse(conversation.id)
  const { conversations, receipts } = actor.client.procedures
  async function run(): Promise<Done> {
    const { messageCount } = await conversations.get.query({ conversationId })
    const number = Math.floor(messageCount * random.next())
    actor.copies.pass(await receipts.markRead.mutate({ conversationId, number }))
    return {}
  }
  return [{ op: 'mark read', conversationId, run }]
}

/** By whoever keeps the conversation; nobody else may, and those who keep it stay. */
function changeMember(
  { cast, actor, conversation, random }: Choice,
  change: 'addMember' | 'removeMember',
): Act[] {
  const [owner, ...others] = conversation.members
  if (conversation.kind === 'direct' || actor.person !== owner || others.length === 0) return []
  const subjectId = cast.people[random.pick(others)]?.userId ?? ''
  const member = { conversationId: ConversationId.parse(conversation.id), userId: UserId.parse(subjectId) }
  return [
    {
      op: change,
      conversationId: conversation.id,
      subjectId,
      run: () => actor.client.procedures.conversations[change].mutate(member),
    },
  ]
}

function comeOrGo({ actor, conversation }: Choice, change: 'join' | 'leave'): Act[] {
  if (conversation.kind !== 'channel' || actor.person === conversation.members[0]) return []
  const where = { conversationId: ConversationId.parse(conversation.id) }
  return [
    {
      op: change,
      conversationId: conversation.id,
      subjectId: actor.userId,
      run: () => actor.client.procedures.conversations[change].mutate(where).then(() => ({})),
    },
  ]
}
