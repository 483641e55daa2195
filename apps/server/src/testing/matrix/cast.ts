import { sessions } from '@chatterly/db/schema/auth'
import { members } from '@chatterly/db/schema/conversations'
import { newPersonalToken } from '@chatterly/domain/auth/personal-tokens/personal-token'
import type { Scope } from '@chatterly/protocol/auth/personal-tokens'
import { createInvite } from '@chatterly/domain/auth/invites/create-invite'
import { type CallId, type ConversationId, type MessageId, SessionId } from '@chatterly/protocol/ids'
import { conversationOf, newKey, type Person, say, type TestWorld } from '@chatterly/testing/test-world'
import { and, eq, inArray } from 'drizzle-orm'
import { type ActorName, actorNames, actorOf } from './actors.ts'
import { device } from './inputs.ts'
import type { Secret } from './secrets.ts'
import { nothing, type Place, type Relation, type Target } from './targets.ts'

/** Who stands where, how a request speaks for each, and what not everybody may be told. */
export type Cast = {
  headers: Record<ActorName, Record<string, string>>
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

/** People for every actor, and the group they stand in. */
export async function assembleCast(
  world: TestWorld,
  { bystander, foreign, secrets }: Scenery,
): Promise<Cast> {
  const present = actorNames.filter((name) => actorOf(name).session !== 'none')
  const everybody = await Promise.all(
    present.map(async (name) => [name, await world.person(name, actorOf(name).userRole)] as const),
  )
  const people = new Map(everybody)
  const peer = await world.person('Peer')
  const owner = people.get('owner')
  if (!owner) throw new Error('The group has no owner')

  const inGroup = [...people].filter(([name]) => roleOf(name) !== undefined)
  const others = inGroup.flatMap(([, person]) => (person === owner ? [] : person))
  const own = await conversationOf(owner, [...others, peer], 'group')
  await setRoles(world, own, inGroup)
  for (const [name, person] of inGroup) if (roleOf(name) === 'past') await passThrough(owner, own, person)
  await endSessions(world, people)
  const headers = await headersOf(world, people)

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
      ...everybody.flatMap(([name, person]) => privateThingsOf(person, [name])),
      ...privateThingsOf(peer),
      ...actorNames.flatMap((name) => bearerSecretsOf(headers[name])),
      { text: secret, knownTo: inGroup.flatMap(([name]) => (roleOf(name) === 'past' ? [] : name)) },
    ],
  }
}

const roleOf = (name: ActorName) => actorOf(name).role

async function setRoles(
  world: TestWorld,
  own: ConversationId,
  inGroup: [ActorName, Person][],
): Promise<void> {
  const admins = inGroup.flatMap(([name, { id }]) => (roleOf(name) === 'admin' ? id : []))
  await world.db
    .update(members)
    .set({ role: 'admin' })
    .where(and(eq(members.conversationId, own), inArray(members.userId, admins)))
}

/** Says something, reads everything, so that whatever remembers does, and is removed. */
async function passThrough(owner: Person, own: ConversationId, person: Person): Promise<void> {
  await say(person, own, 'Was here')
  await person.call.messages.list({ conversationId: own })
  await owner.call.conversations.removeMember({ conversationId: own, userId: person.id })
}

async function endSessions({ db, world }: TestWorld, people: Map<ActorName, Person>): Promise<void> {
  for (const [name, { ctx }] of people) {
    const { sessionHash } = ctx.actor
    const past = { expiresAt: new Date(Date.now() - 1000) }
    if (actorOf(name).session === 'ended') await world.sessions.end([sessionHash])
    if (actorOf(name).session === 'expired')
      await db.update(sessions).set(past).where(eq(sessions.idHash, sessionHash))
  }
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
  const starting = { conversationId, media: 'voice', device, key: newKey() } as const
  const { id: callId }: { id: CallId } = await person.call.calls.start(starting)
  const sessionId = SessionId.parse(person.ctx.actor.sessionHash)
  const tokenId = SessionId.parse((await keepToken(world, person, 'read')).sessionHash)
  return { conversationId, userId: person.id, messageId, callId, sessionId, tokenId }
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

async function headersOf(world: TestWorld, people: Map<ActorName, Person>): Promise<Cast['headers']> {
  const headers = actorNames.map(
    async (name) => [name, await credentialsOf(world, name, people.get(name))] as const,
  )
  return Object.fromEntries(await Promise.all(headers)) as Cast['headers']
}

async function credentialsOf(
  world: TestWorld,
  name: ActorName,
  person: Person | undefined,
): Promise<Record<string, string>> {
  if (!person) return {}
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
