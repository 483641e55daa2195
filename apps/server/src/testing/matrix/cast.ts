import { sessions } from '@chatterly/db/schema/auth'
import { members } from '@chatterly/db/schema/conversations'
import { newPersonalToken } from '@chatterly/domain/auth/personal-tokens/personal-token'
import type { Scope } from '@chatterly/protocol/auth/personal-tokens'
import { createInvite } from '@chatterly/domain/auth/invites/create-invite'
import { type CallId, type ConversationId, type MessageId, SessionId } from '@chatterly/protocol/ids'
import { conversationOf, newKey, type Person, say, type TestWorld } from '@chatterly/testing/test-world'
import { and, eq } from 'drizzle-orm'
import { type Actor, type ActorName, actorOf } from './actors.ts'
import { device } from './inputs.ts'
import type { Secret } from './secrets.ts'
import { nothing, type Place, type Relation, type Target } from './targets.ts'

/** Where one actor stands, how a request speaks for them, and what not everybody may be told. */
export type Cast = {
  headers: Record<string, string>
  targetOf(relation: Relation): Promise<Target>
  secrets: Secret[]
}

/** Somebody else's group with what is in it: nobody may change it, so it is made once. */
export type Scenery = { bystander: Person; foreign: Place; secrets: Secret[] }

export async function setScenery(world: TestWorld): Promise<Scenery> {
  const bystander = await world.person('Bystander')
  const foreign = await conversationOf(bystander, [], 'group')
  const secret = `foreign words ${crypto.randomUUID()}`
  return {
    bystander,
    foreign: await targetIn(world, bystander, foreign, secret),
    secrets: [{ text: secret, knownTo: [] }, ...privateThingsOf(bystander)],
  }
}

/** The actor, and the group they stand in with two others. */
export async function assembleCast(
  world: TestWorld,
  { bystander, foreign, secrets }: Scenery,
  name: ActorName,
): Promise<Cast> {
  const { role, session, userRole } = actorOf(name)
  const peer = await world.person('Peer')
  const person = session === 'none' ? undefined : await world.person(name, userRole)
  const owner = role === 'owner' && person ? person : await world.person('Owner')
  const others = person && role && role !== 'owner' ? [person, peer] : [peer]
  const own = await conversationOf(owner, others, 'group')
  if (person && role === 'admin') await makeAdmin(world, own, person)
  if (person && role === 'past') await passThrough(owner, own, person)
  if (person) await endSession(world, person, session)
  const headers = person ? await credentialsOf(world, name, person) : {}

  const secret = `own words ${crypto.randomUUID()}`
  const ownTarget = await targetIn(world, peer, own, secret)
  const { id: inviteId } = (await createInvite(peer.ctx, {})).invite
  let channel: Promise<Place> | undefined
  const targets: Record<Relation, () => Place | Promise<Place>> = {
    own: () => ownTarget,
    channel: () => (channel ??= openChannel(world, bystander)),
    foreign: () => foreign,
    missing: () => ({ ...nothing(), userId: foreign.userId }),
    absent: () => ({ ...nothing(), conversationId: own, userId: peer.id }),
    crossed: () => ({ ...foreign, conversationId: own, userId: peer.id }),
    reversed: () => ({ ...ownTarget, conversationId: foreign.conversationId }),
  }
  return {
    headers,
    targetOf: async (relation) => ({ ...(await targets[relation]()), inviteId }),
    secrets: [
      ...secrets,
      ...privateThingsOf(peer),
      ...(person ? privateThingsOf(person, [name]) : []),
      ...(person === owner ? [] : privateThingsOf(owner)),
      ...bearerSecretsOf(headers),
      { text: secret, knownTo: role && role !== 'past' ? [name] : [] },
    ],
  }
}

const makeAdmin = ({ db }: TestWorld, own: ConversationId, { id }: Person) =>
  db
    .update(members)
    .set({ role: 'admin' })
    .where(and(eq(members.conversationId, own), eq(members.userId, id)))

/** Says something, reads everything, so that whatever remembers does, and is removed. */
async function passThrough(owner: Person, own: ConversationId, person: Person): Promise<void> {
  await say(person, own, 'Was here')
  await person.call.messages.list({ conversationId: own })
  await owner.call.conversations.removeMember({ conversationId: own, userId: person.id })
}

async function endSession(
  { db, world }: TestWorld,
  { ctx }: Person,
  session: Actor['session'],
): Promise<void> {
  const { sessionHash } = ctx.actor
  const past = { expiresAt: new Date(Date.now() - 1000) }
  if (session === 'ended') await world.sessions.end([sessionHash])
  if (session === 'expired') await db.update(sessions).set(past).where(eq(sessions.idHash, sessionHash))
}

async function openChannel(world: TestWorld, bystander: Person): Promise<Place> {
  return targetIn(world, bystander, await conversationOf(bystander, [], 'channel'), 'Hi')
}

async function targetIn(
  world: TestWorld,
  person: Person,
  conversationId: ConversationId,
  words: string,
): Promise<Place> {
  const { id: messageId }: { id: MessageId } = await say(person, conversationId, words)
  const { id: reactionId } = await person.call.reactions.add({ conversationId, messageId, emoji: '👀' })
  const starting = { conversationId, media: 'voice', device, key: newKey() } as const
  const { id: callId }: { id: CallId } = await person.call.calls.start(starting)
  const sessionId = SessionId.parse(person.ctx.actor.sessionHash)
  const tokenId = SessionId.parse((await keepToken(world, person, 'read')).sessionHash)
  return { conversationId, userId: person.id, messageId, reactionId, callId, sessionId, tokenId }
}

/** Milliseconds. Longer than any test. */
const TOKEN_MS = 24 * 60 * 60 * 1000

const privateThingsOf = ({ email, cookie, ctx }: Person, knownTo: readonly string[] = []): Secret[] => [
  { text: email, knownTo },
  { text: cookie.split('=')[1] ?? '', knownTo: [] },
  { text: ctx.actor.sessionHash, knownTo },
]

const bearerSecretsOf = ({ authorization }: Record<string, string>): Secret[] =>
  authorization === undefined ? [] : [{ text: authorization.replace('Bearer ', ''), knownTo: [] }]

async function credentialsOf(
  world: TestWorld,
  name: ActorName,
  person: Person,
): Promise<Record<string, string>> {
  const { token: scope } = actorOf(name)
  if (!scope) return { cookie: person.cookie }
  const { token } = await keepToken(world, person, scope)
  return { authorization: `Bearer ${token}` }
}

async function keepToken({ world }: TestWorld, { id: userId }: Person, scope: Scope) {
  const token = newPersonalToken()
  const expiresAt = new Date(Date.now() + TOKEN_MS)
  const { sessionHash } = await world.sessions.keepToken(token, {
    userId,
    label: 'Backup',
    scopes: [scope],
    expiresAt,
  })
  return { token, sessionHash }
}
