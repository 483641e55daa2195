import { toCanary } from '../../canary.ts'
import { shaOf } from '../../crowd/seen-event.ts'
import type { DumpedEvent, DumpedMessage } from '../../history/dump.ts'
import type { Entry, SeenEvent } from '../../history/entries.ts'
import type { Evidence } from '../evidence.ts'

const RUN = 'abcdef'
const HOLDINGS = { descriptors: { a: 40, b: 40, worker: 30 }, connections: 9 }
export const GROUP = 'group'
export const KAY = 'kay'
const [ADA, GRACE] = ['ada', 'grace'] as const

/** What was said as which change, and by whom. */
const said = [
  { seq: 2, senderId: ADA, name: '0-1' },
  { seq: 4, senderId: GRACE, name: '1-1' },
  { seq: 6, senderId: ADA, name: '0-2' },
] as const

export const canaryOf = (name: string) => toCanary(RUN, 0, name)
const bodyOf = (name: string) => `${canaryOf(name)} words.`

/** A group of Ada and Grace; Kay joins with change 3 and leaves with change 5. All is well, until a test changes it. */
export function smallRun(): Evidence {
  return {
    cast: {
      run: RUN,
      seed: 1,
      epoch: 'epoch',
      people: [ADA, GRACE, KAY].map((userId) => ({ userId, cookie: '' })),
      conversations: [{ id: GROUP, kind: 'group', members: [0, 1], seq: 1, weight: 1 }],
    },
    histories: [historyOf(0), historyOf(1), kaysHistory()],
    dump: {
      conversations: [{ id: GROUP, kind: 'group', lastSeq: 6, messageCount: 3, memberCount: 2 }],
      events: [1, 2, 3, 4, 5, 6].map(loggedEvent),
      messages: said.map(loggedMessage),
      members: [period(ADA, 1, null), period(GRACE, 1, null), period(KAY, 3, 5)],
      reactions: [],
      keys: [],
      calls: [],
    },
    notes: [
      { kind: 'struck', at: 500, fault: 'F1' },
      { kind: 'healed', at: 600, fault: 'F1' },
    ],
    exits: [],
    samples: [],
    behind: [],
    holdings: { before: HOLDINGS, after: HOLDINGS },
    schedules: { found: ['a job'], wanted: ['a job'] },
  }
}

const period = (userId: string, joinedSeq: number, leftSeq: number | null) => ({
  conversationId: GROUP,
  userId,
  joinedSeq,
  leftSeq,
  joinedAt: joinedSeq * 100,
  lastReadNumber: 0,
})

function loggedEvent(seq: number): DumpedEvent {
  const message = said.find((each) => each.seq === seq)
  const type = { 1: 'conversation.created', 3: 'member.joined', 5: 'member.left' }[seq] ?? 'message.created'
  const userId = seq === 3 || seq === 5 ? KAY : null
  const messageId = message ? `m${seq}` : null
  const none = { reactionId: null, callId: null }
  return { conversationId: GROUP, seq, type, messageId, userId, ...none, at: seq * 100 }
}

const loggedMessage = ({ seq, senderId, name }: (typeof said)[number], index: number): DumpedMessage => ({
  id: `m${seq}`,
  conversationId: GROUP,
  number: index + 1,
  seq,
  senderId,
  body: bodyOf(name),
  sha: shaOf(bodyOf(name)),
  kind: 'text',
  isDeleted: false,
  isEdited: false,
  changedSeq: null,
  reactionCount: 0,
})

export function seen(seq: number): SeenEvent {
  const { type, messageId, userId } = loggedEvent(seq)
  const name = said.find((each) => each.seq === seq)?.name
  return { seq, type, id: messageId ?? userId, sha: name ? shaOf(bodyOf(name)) : null }
}

/** A batch as it comes over the wire. */
export const batch = (person: number, prev: number, seqs: number[]): Entry => ({
  kind: 'batch',
  at: (seqs.at(-1) ?? prev) * 100 + 50,
  conn: `p${person}/1`,
  conversationId: GROUP,
  prev,
  events: seqs.map(seen),
  canaries: said.filter(({ seq }) => seqs.includes(seq)).map(({ name }) => canaryOf(name)),
})

export const apply = (seq: number): Entry => ({
  kind: 'apply',
  at: seq * 100 + 60,
  conversationId: GROUP,
  event: seen(seq),
})

function historyOf(person: number): Entry[] {
  const own = said.filter(({ senderId }) => senderId === [ADA, GRACE][person])
  const deeds = own.flatMap(({ seq, name }): Entry[] => [
    {
      kind: 'invoke',
      id: name,
      at: seq * 100 - 10,
      op: 'send',
      conversationId: GROUP,
      canary: canaryOf(name),
    },
    {
      kind: 'ok',
      id: name,
      at: seq * 100 + 10,
      seq,
      messageId: `m${seq}`,
      sha: shaOf(bodyOf(name)) ?? '',
    },
  ])
  return [
    { kind: 'begin', at: 0, wallMs: 0, person, cursors: { [GROUP]: 1 } },
    ...deeds,
    batch(person, 1, [2, 3]),
    batch(person, 3, [4, 5, 6]),
    ...[2, 3, 4, 5, 6].map(apply),
    listed(2),
    { kind: 'end', at: 900, cursors: { [GROUP]: 6 }, waiting: 0 },
  ]

  function listed(unread: number): Entry {
    const mine = own.length
    const conversations = [
      {
        conversationId: GROUP,
        seq: 6,
        messageCount: 3,
        memberCount: 2,
        unread: mine === 2 ? unread - 1 : unread,
        lastReadNumber: 0,
        lastMessageId: 'm6',
      },
    ]
    return { kind: 'listed', at: 890, conversations }
  }
}

const kaysHistory = (): Entry[] => [
  { kind: 'begin', at: 0, wallMs: 0, person: 2, cursors: {} },
  { kind: 'reset', at: 350, conversationId: GROUP, reason: 'new', seq: 3 },
  batch(2, 3, [4, 5]),
  apply(4),
  apply(5),
  { kind: 'gone', at: 570, conversationId: GROUP },
  { kind: 'end', at: 900, cursors: {}, waiting: 0 },
]
