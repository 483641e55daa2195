import { createHash, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Cast, CastConversation, LoadPlan } from '../plan.ts'
import type { Random } from '../random.ts'

/** The change that makes a conversation and its first members. */
const FIRST_SEQ = 1

/** People with a session each, and conversations as if just made. Rows are written directly: registering is slow. */
export async function seedCast(
  pool: Pool,
  { users, conversations }: Pick<LoadPlan, 'users' | 'conversations'>,
  { seed, random }: { seed: number; random: Random },
): Promise<Cast> {
  const { rows: epochs } = await pool.query<{ epoch: string }>('select epoch from log_epoch')
  const people = await seedPeople(pool, users)
  const drafts = draftConversations(users, conversations, random)
  const made: CastConversation[] = []
  for (const draft of drafts) made.push({ ...draft, id: await seedConversation(pool, draft, people) })
  const run = createHash('sha256').update(`${seed}`).digest('hex').slice(0, 6)
  return { run, seed, people, conversations: made, epoch: epochs[0]?.epoch ?? '' }
}

type Person = Cast['people'][number]

async function seedPeople(pool: Pool, users: number): Promise<Person[]> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into users (email, username, display_name, password_hash, search_text)
     select name || '@example.com', name, name, '', name
     from (select 'person-' || n as name from generate_series(0, $1::int - 1) n) named returning id`,
    [users],
  )
  return Promise.all(rows.map(async ({ id }) => ({ userId: id, cookie: await seedSession(pool, id) })))
}

/** A session of the person's; the answer is its cookie. */
export async function seedSession(pool: Pool, userId: string): Promise<string> {
  const id = randomBytes(20).toString('hex')
  await pool.query(
    `insert into sessions (id_hash, user_id, expires_at) values ($1, $2, now() + interval '1 day')`,
    [createHash('sha256').update(id).digest('hex'), userId],
  )
  return `chatterly=${id}`
}

type Draft = Omit<CastConversation, 'id'>

/** One channel with everybody, one group that is busy, and others of all kinds. */
function draftConversations(users: number, count: number, random: Random): Draft[] {
  const everybody = Array.from({ length: users }, (_, place) => place)
  const drafts: Draft[] = [
    { kind: 'channel', members: random.shuffle(everybody), seq: FIRST_SEQ, weight: 2 },
    {
      kind: 'group',
      members: random.shuffle(everybody).slice(0, Math.ceil(users / 3)),
      seq: FIRST_SEQ,
      weight: 6,
    },
  ]
  const kinds = ['group', 'channel', 'group', 'direct', 'group'] as const
  const pairs = new Set<string>()
  while (drafts.length < count) {
    const kind = kinds[drafts.length % kinds.length] ?? 'group'
    const size = kind === 'direct' ? 2 : 3 + random.below(Math.max(1, Math.min(10, users - 3)))
    const members = random.shuffle(everybody).slice(0, size)
    const pair = [...members].sort((a, b) => a - b).join()
    if (kind === 'direct' && pairs.has(pair)) continue
    pairs.add(pair)
    drafts.push({ kind, members, seq: FIRST_SEQ, weight: 1 })
  }
  return drafts
}

async function seedConversation(pool: Pool, { kind, members }: Draft, people: Person[]): Promise<string> {
  const ids = members.map((person) => people[person]?.userId ?? '')
  const [creator] = ids
  const pair = kind === 'direct' ? [...ids].sort().join(':') : null
  const { rows } = await pool.query<{ id: string }>(
    `with made as (
       insert into conversations (kind, name, creator_id, direct_pair, last_seq, member_count)
       values ($1, $2, $3, $4, $5, $6) returning id
     ), event as (
       insert into conversation_events (conversation_id, seq, type, actor_id)
       select id, $5, 'conversation.created', $3 from made
     ), member as (
       insert into members (conversation_id, user_id, role, joined_seq, joined_number, last_read_number)
       select made.id, person, case when person = $3 and $1 <> 'direct' then 'owner' else 'member' end::member_role, $5, 0, 0
       from made, unnest($7::uuid[]) person
     )
     select id from made`,
    [
      kind,
      kind === 'direct' ? null : `${kind} of ${members.length}`,
      creator,
      pair,
      FIRST_SEQ,
      ids.length,
      ids,
    ],
  )
  const [made] = rows
  if (!made) throw new Error('A conversation was not made')
  return made.id
}
