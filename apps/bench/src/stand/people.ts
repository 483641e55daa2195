import { UserId } from '@chatterly/protocol/ids'
import type { Stand } from './stand.ts'

export type Person = { id: string; cookie: string }

/** Sessions started at the same time. */
const STARTING_MAX = 10
let groups = 0

/** People with a session each. Their rows are written directly: hashing a password takes longer than most runs. */
export async function seedPeople({ pool, world, say }: Stand, count: number): Promise<Person[]> {
  say(`${count} people`)
  const { rows } = await pool.query<{ id: string }>(
    `insert into users (email, username, display_name, password_hash, search_text)
     select name || '@example.com', name, name, '', name
     from (select 'bench-' || $1::int || '-' || n as name from generate_series(1, $2::int) n) named returning id`,
    [++groups, count],
  )
  const people: Person[] = []
  const rest = rows.values()
  await Promise.all(
    Array.from({ length: STARTING_MAX }, async () => {
      for (const { id } of rest) {
        const { cookie } = await world.sessions.start(UserId.parse(id))
        people.push({ id, cookie: cookie.split(';')[0] ?? '' })
      }
    }),
  )
  return people
}

/** The number of the change that makes a conversation and its first members. */
export const FIRST_SEQ = 1

/** Conversations with their members, as if just created: at change number 1. */
export async function seedConversations(
  { pool }: Stand,
  membersOfEach: Person[][],
  kind: 'channel' | 'group' = 'channel',
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `with made as (
       insert into conversations (kind, name, creator_id, last_seq, member_count)
       select $4, 'bench ' || place, creator, $3, members
       from unnest($1::uuid[], $2::int[]) with ordinality as given(creator, members, place) order by place
       returning id, creator_id
     ), event as (
       insert into conversation_events (conversation_id, seq, type, actor_id)
       select id, $3, 'conversation.created', creator_id from made
     )
     select id from made order by id`,
    [
      membersOfEach.map(([first]) => first?.id),
      membersOfEach.map((people) => people.length),
      FIRST_SEQ,
      kind,
    ],
  )
  const ids = rows.map(({ id }) => id)
  const members = membersOfEach.flatMap((people, at) => people.map(({ id }) => [ids[at], id]))
  await pool.query(
    `insert into members (conversation_id, user_id, role, joined_seq, joined_number, last_read_number)
     select conversation, person, 'member', $3, 0, 0 from unnest($1::uuid[], $2::uuid[]) as pair(conversation, person)`,
    [members.map(([conversation]) => conversation), members.map(([, person]) => person), FIRST_SEQ],
  )
  await pool.query('analyze')
  return ids
}
