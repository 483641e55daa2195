import { members } from '@chatterly/db/schema/conversations'
import { type Scope, scopes } from '@chatterly/protocol/auth/personal-tokens'
import {
  type CallId,
  type ConversationId,
  DeviceId,
  type MessageId,
  SessionId,
  type ProofId,
  type UserId,
} from '@chatterly/protocol/ids'
import { isRefusalCode } from '@chatterly/protocol/refusals'
import { conversationOf, newKey, openTestWorld, type Person, say } from '@chatterly/testing/test-world'
import { TRPCError } from '@trpc/server'
import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createInvite } from './auth/invites/create-invite.ts'
import { appRouter, createCaller } from './router.ts'

/**
 * Every procedure × everybody × everything, generated from the router. The answers are kept as data, in
 * authorization-matrix.json: a change of that file is the security review of a change.
 */
const actors = ['anonymous', 'stranger', 'administrator', 'former', 'member', 'admin', 'owner'] as const
/** A private group the actors stand in, a public channel none has joined, a foreign private group, and nothing. */
const relations = ['own', 'channel', 'foreign', 'missing'] as const
type Relation = (typeof relations)[number]

/**
 * In the actors' own group `messageId` is somebody else's message and `callId` a call of somebody else that rings for
 * everybody there; in the others there is one all the same.
 */
type Target = {
  conversationId: ConversationId
  userId: UserId
  messageId: MessageId
  callId: CallId
  inviteId: ProofId
}
type Input = (target: Target) => object | undefined

const device = DeviceId.parse(crypto.randomUUID())

/** A valid call for each procedure. A procedure that is missing here fails the first test. */
const inputs: Record<string, Input> = {
  'auth.register': () => ({
    email: `${crypto.randomUUID()}@example.com`,
    username: `u${crypto.randomUUID().slice(0, 8)}`,
    password: 'long enough',
  }),
  'auth.login': () => ({ login: 'nobody@example.com', password: 'wrong' }),
  'auth.logout': () => undefined,
  'auth.me': () => undefined,
  'auth.token': () => ({ login: 'nobody@example.com', password: 'wrong' }),
  'auth.refresh': () => ({ refreshToken: 'chr_made-up' }),
  'auth.ticket': () => undefined,
  'sessions.list': () => undefined,
  'sessions.revoke': () => ({ sessionId: somebodyElses }),
  'sessions.revokeOthers': () => undefined,
  'tokens.create': () => ({ name: 'Backup', scopes: ['read'] }),
  'tokens.list': () => undefined,
  'tokens.revoke': () => ({ tokenId: somebodyElses }),
  'auth.confirm': () => ({ password: 'wrong' }),
  'invites.create': () => ({}),
  'invites.list': () => undefined,
  'invites.revoke': ({ inviteId }) => ({ inviteId }),
  'account.options': () => undefined,
  'account.get': () => undefined,
  'account.requestEmailProof': () => undefined,
  'account.proveEmail': () => ({ secret: 'nobody’s' }),
  'account.requestPasswordReset': () => ({ email: 'nobody@example.com' }),
  'account.resetPassword': () => ({ secret: 'nobody’s', password: 'long enough' }),
  'account.changePassword': () => ({ currentPassword: 'wrong', password: 'long enough' }),
  'account.changeEmail': () => ({ email: `${crypto.randomUUID()}@example.com` }),
  'account.requestDeletion': () => undefined,
  'account.cancelDeletion': () => undefined,
  'users.me': () => undefined,
  'users.get': ({ userId }) => ({ userId }),
  'users.search': () => ({ query: 'a' }),
  'users.update': () => ({ bio: 'Here' }),
  'conversations.create': ({ userId }) => ({ kind: 'group', memberIds: [userId], key: newKey() }),
  'conversations.list': () => ({}),
  'conversations.get': ({ conversationId }) => ({ conversationId }),
  'conversations.browse': () => ({}),
  'conversations.join': ({ conversationId }) => ({ conversationId }),
  'conversations.leave': ({ conversationId }) => ({ conversationId }),
  'conversations.addMember': ({ conversationId, userId }) => ({ conversationId, userId }),
  'conversations.removeMember': ({ conversationId, userId }) => ({ conversationId, userId }),
  'conversations.members': ({ conversationId }) => ({ conversationId }),
  'conversations.events': ({ conversationId }) => ({ conversationId, after: 0 }),
  'messages.send': ({ conversationId }) => ({ conversationId, body: 'Hello', key: newKey() }),
  'messages.edit': ({ conversationId, messageId }) => ({
    conversationId,
    messageId,
    body: 'Better',
    key: newKey(),
  }),
  'messages.delete': ({ conversationId, messageId }) => ({ conversationId, messageId }),
  'messages.list': ({ conversationId }) => ({ conversationId }),
  'reactions.add': ({ conversationId, messageId }) => ({ conversationId, messageId, emoji: '👍' }),
  'reactions.remove': ({ conversationId, messageId }) => ({ conversationId, messageId, emoji: '👍' }),
  'receipts.list': ({ conversationId, messageId }) => ({ conversationId, messageId }),
  'receipts.markRead': ({ conversationId }) => ({ conversationId, number: 0 }),
  'calls.start': ({ conversationId }) => ({ conversationId, media: 'voice', key: newKey() }),
  'calls.acknowledge': ({ callId }) => ({ callId }),
  'calls.accept': ({ callId }) => ({ callId }),
  'calls.decline': ({ callId }) => ({ callId }),
  'calls.join': ({ callId }) => ({ callId }),
  'calls.leave': ({ callId }) => ({ callId }),
  'calls.end': ({ callId }) => ({ callId }),
  'calls.get': ({ callId }) => ({ callId }),
  'calls.active': ({ conversationId }) => ({ conversationId }),
  'calls.history': ({ conversationId }) => ({ conversationId }),
  'calls.signal': ({ callId, userId }) => ({
    callId,
    device,
    to: userId,
    signal: { kind: 'offer', sdp: 'v=0' },
  }),
  'calls.heartbeat': ({ callId }) => ({ callId, device }),
  'calls.iceServers': () => undefined,
  'calls.reportConnection': ({ callId }) => ({
    occasion: 'call',
    callId,
    results: [{ stage: 'peer', outcome: 'failed', reason: 'lost', tookMs: 60_000 }],
    key: newKey(),
  }),
  'calls.connectionFigures': () => undefined,
  'me.events': () => undefined,
  'sync.pull': ({ conversationId }) => ({ cursors: { [conversationId]: 0 } }),
}

/** Mails are written and nobody sends them. */
const world = await openTestWorld({
  settings: {
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'chatterly@example.org',
    PUBLIC_URL: 'https://chat.example.org',
    EMAIL_PROOF: 'optional',
  },
})
const bystander = await world.person('Bystander')
const somebodyElses = SessionId.parse(bystander.ctx.actor?.sessionHash)
// Typed as the nested routers, stored flat by path.
const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: string; meta?: unknown } }
>

test('every procedure declares who may call it and how often, and stands in the matrix', () => {
  for (const [path, procedure] of Object.entries(procedures)) {
    expect(procedure._def.meta, path).toMatchObject({ access: expect.any(String), limit: expect.any(String) })
  }
  expect(Object.keys(inputs).sort()).toEqual(Object.keys(procedures).sort())
})

test('a procedure that declares nothing does not answer', async () => {
  const { anyone, createCallerFactory, router } = await import('./trpc.ts')
  const careless = createCallerFactory(router({ secret: anyone.query(() => 'told') }))
  await expect(careless(world.anonymous()).secret()).rejects.toThrow('secret declares no access')
})

describe('the matrix', async () => {
  const answers: Record<string, Record<string, Record<string, string>>> = {}
  for (const path of Object.keys(procedures)) {
    test(path, async () => {
      const perRelation: Record<string, Record<string, string>> = {}
      for (const relation of relations) {
        const perActor: Record<string, string> = {}
        for (const actor of actors) perActor[actor] = await answerOf(path, relation, actor)
        perRelation[relation] = perActor
      }
      if (accessOf(path) === 'administrator') expectOnlyAdministrators(perRelation)
      expect(perRelation.foreign, 'foreign and missing answer alike').toEqual(perRelation.missing)
      perRelation.token = await answersOfTokens(path)
      answers[path] = perRelation
    })
  }

  test('is the one that was reviewed', async () => {
    await expect(`${JSON.stringify(answers, null, 2)}\n`).toMatchFileSnapshot('./authorization-matrix.json')
  })
})

const accessOf = (path: string) => Object(procedures[path]?._def.meta).access

function expectOnlyAdministrators(answers: Record<string, Record<string, string>>) {
  const others = { stranger: 'administrator.required', owner: 'administrator.required' }
  for (const perActor of Object.values(answers))
    expect(perActor).toMatchObject({ anonymous: 'auth.signed_out', administrator: 'allowed', ...others })
}

/** What the member may do with a personal token of each scope, on their own. */
async function answersOfTokens(path: string): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  for (const scope of scopes) answers[scope] = await answerOf(path, 'own', 'member', scope)
  return answers
}

function withToken(person: Person, scope: Scope): Person {
  const { actor } = person.ctx
  if (!actor) throw new Error('Nobody is signed in')
  return { ...person, ctx: { ...person.ctx, actor: { ...actor, kind: 'token', scopes: [scope] } } }
}

async function answerOf(
  path: string,
  relation: Relation,
  actor: (typeof actors)[number],
  tokenScope?: Scope,
): Promise<string> {
  built ??= build()
  const { people, targets } = await built
  const themselves = actor === 'anonymous' ? undefined : people[actor]
  const person = themselves && tokenScope ? withToken(themselves, tokenScope) : themselves
  const target = targets[relation]
  const before = await fingerprint()
  const answer = await call(path, person, inputs[path]?.(target))
  const after = await fingerprint()
  if (answer !== 'allowed' && path !== 'auth.login')
    expect(after, `${path} changes nothing when it refuses`).toBe(before)
  if (after !== before) built = undefined
  return answer
}

/** Built anew only once something was changed in it: most calls change nothing. */
let built: ReturnType<typeof build> | undefined

async function build() {
  const names = ['stranger', 'former', 'member', 'admin', 'owner', 'peer'] as const
  const [stranger, former, member, admin, owner, peer] = await Promise.all(
    names.map((name) => world.person(name)),
  )
  // Of the installation, and in none of its conversations.
  const administrator = await world.person('administrator', 'administrator')
  if (!stranger || !former || !member || !admin || !owner || !peer) throw new Error('nobody')
  const own = await conversationOf(owner, [member, admin, former, peer], 'group')
  await say(former, own, 'Was here')
  await world.db
    .update(members)
    .set({ role: 'admin' })
    .where(and(eq(members.conversationId, own), eq(members.userId, admin.id)))
  await owner.call.conversations.removeMember({ conversationId: own, userId: former.id })
  const said = await say(peer, own, 'Somebody else’s')
  const [channel, foreign] = [
    await conversationOf(bystander, [], 'channel'),
    await conversationOf(bystander, [], 'group'),
  ]
  const missing = crypto.randomUUID() as ConversationId
  const nothing = crypto.randomUUID() as MessageId
  const callIn = async (person: Person, conversationId: ConversationId) =>
    (await person.call.calls.start({ conversationId, media: 'voice', device, key: newKey() })).id
  // Invitations are of the installation, not of any conversation.
  const { id: inviteId } = (await createInvite(peer.ctx, {})).invite
  const targets: Record<Relation, Target> = {
    own: {
      inviteId,
      conversationId: own,
      userId: peer.id,
      messageId: said.id,
      callId: await callIn(peer, own),
    },
    channel: {
      inviteId,
      conversationId: channel,
      userId: bystander.id,
      messageId: (await say(bystander, channel, 'Hi')).id,
      callId: await callIn(bystander, channel),
    },
    foreign: {
      inviteId,
      conversationId: foreign,
      userId: member.id,
      messageId: (await say(bystander, foreign, 'Hi')).id,
      callId: await callIn(bystander, foreign),
    },
    missing: {
      inviteId,
      conversationId: missing,
      userId: member.id,
      messageId: nothing,
      callId: crypto.randomUUID() as CallId,
    },
  }
  return { people: { stranger, administrator, former, member, admin, owner }, targets }
}

async function call(path: string, person: Person | undefined, input: object | undefined): Promise<string> {
  const stopping = new AbortController()
  const caller: unknown = createCaller(person?.ctx ?? world.anonymous(), { signal: stopping.signal })
  const procedure = path.split('.').reduce<unknown>((part, name) => Reflect.get(Object(part), name), caller)
  if (typeof procedure !== 'function') throw new Error(`${path} is no procedure`)
  try {
    const result: unknown = await procedure(input)
    if (procedures[path]?._def.type === 'subscription') await firstOf(result)
    return 'allowed'
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    const code = Object(error.cause).code
    return isRefusalCode(code) ? code : error.code
  } finally {
    stopping.abort()
  }
}

async function firstOf(items: unknown): Promise<void> {
  for await (const _first of items as AsyncIterable<unknown>) return
}

/** All that is stored, in one value. Sessions of the people themselves come and go. */
async function fingerprint(): Promise<string> {
  const tables = [
    'users',
    'conversations',
    'members',
    'messages',
    'reactions',
    'conversation_events',
    'idempotency_keys',
    'read_marks',
    'calls',
    'call_participants',
    'proofs',
    'mails',
    'known_devices',
    'connection_reports',
    'connection_results',
  ]
  const sums = tables.map((table) => `(select coalesce(sum(hashtext(t::text)::bigint), 0) from ${table} t)`)
  const { rows } = await world.db.execute<{ sum: string }>(
    sql.raw(`select concat_ws(',', ${sums.join(', ')}) as sum`),
  )
  return rows[0]?.sum ?? ''
}
