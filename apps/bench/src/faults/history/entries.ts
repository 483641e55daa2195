/** Moments are microseconds of the monotonic clock that all processes of a machine share. */
export type Micros = number

/** Change number, type, id of what it is about, and a short hash of its body. */
export type SeenEvent = { seq: number; type: string; id: string | null; sha: string | null }

export type Outcome =
  | {
      kind: 'ok'
      id: string
      at: Micros
      seq?: number
      messageId?: string
      /** The newest change in what was answered, and the body as it was then. */
      changedSeq?: number
      sha?: string
      reactionId?: string
    }
  /** A definite refusal: nothing was done. */
  | { kind: 'fail'; id: string; at: Micros; code: string }
  /** No answer, or one that says nothing: it was done, or was not. */
  | { kind: 'info'; id: string; at: Micros; words: string }

/** What somebody is about to do. */
export type Intent = {
  op: string
  conversationId: string
  canary?: string
  /** Somebody else whom it concerns. */
  subjectId?: string
  /** The message it is about, where it is about one, and the body it is to have. */
  messageId?: string
  sha?: string
  isDuplicate?: boolean
}

/** What a virtual client writes down, a line each. */
export type Entry =
  | {
      kind: 'begin'
      at: Micros
      wallMs: number
      person: number
      cursors: Record<string, number>
      /** A further session of this person, which ends in the middle of the run. */
      guest?: string
    }
  | ({ kind: 'invoke'; id: string; at: Micros } & Intent)
  | Outcome
  /** From now on it reads as slowly as the nemesis lets it. */
  | { kind: 'slowed'; at: Micros }
  | { kind: 'open'; at: Micros; conn: string }
  | { kind: 'close'; at: Micros; conn: string; code: number }
  | { kind: 'live'; at: Micros; conn: string; epoch: string }
  | {
      kind: 'batch'
      at: Micros
      conn: string
      conversationId: string
      prev: number
      events: SeenEvent[]
      canaries: string[]
    }
  | { kind: 'asked'; at: Micros; conn: string; request: number; cursors: Record<string, number> }
  | { kind: 'pulled'; at: Micros; conn: string; request: number; answers: PulledAnswer[]; canaries: string[] }
  /** Anything else that carried a canary: an answer to what was asked then, or what came over a connection. */
  | {
      kind: 'carried'
      at: Micros
      where: string
      canaries: string[]
      askedAt?: Micros
      conn?: string
    }
  | { kind: 'apply'; at: Micros; conversationId: string; event: SeenEvent }
  | { kind: 'reset'; at: Micros; conversationId: string; reason: string; seq: number }
  | { kind: 'gone'; at: Micros; conversationId: string }
  /** A device begins to ring for a call, and is told to be silent. */
  | { kind: 'rings'; at: Micros; callId: string }
  | { kind: 'silent'; at: Micros; callId: string }
  /** What a read showed as newest. */
  | { kind: 'read'; at: Micros; invokedAt: Micros; conversationId: string; seq: number }
  | { kind: 'listed'; at: Micros; conversations: ListedConversation[] }
  /** What its own fold of a conversation's changes says otherwise than a fresh snapshot, in words. */
  | { kind: 'compared'; at: Micros; conversationId: string; differences: string[] }
  | { kind: 'end'; at: Micros; cursors: Record<string, number>; waiting: number }

export type PulledAnswer = {
  conversationId: string
  prev?: number
  events?: SeenEvent[]
  head?: number
  reset?: { reason: string; seq: number | null }
}

export type ListedConversation = {
  conversationId: string
  seq: number
  messageCount: number
  memberCount: number
  unread: number
  lastReadNumber: number
  lastMessageId: string | null
}

export type Exit = {
  name: string
  code: number | null
  signal: string | null
  /** Whether the nemesis, or the end of the run, wanted it. */
  isOrdered: boolean
  at: Micros
}

/** What was done to the product, and what was tried on the side. */
export type Note =
  | { kind: 'struck'; at: Micros; fault: string }
  | { kind: 'healed'; at: Micros; fault: string }
  | { kind: 'act'; at: Micros; fault: string; words: string }
  | { kind: 'probe'; at: Micros; fault: string; words: string; isOk: boolean; detail: string }
  /** The server said that this guest's session has ended. */
  | { kind: 'ended'; at: Micros; guest: string }
  /** Changes after these numbers were taken away, as a restore from a backup would. */
  | {
      kind: 'rewound'
      at: Micros
      kept: Record<string, number>
      lostMessageIds: string[]
      lostCanaries: string[]
    }

export type NodeSample = { name: string; at: Micros; rssBytes: number; lagMs: number }

/** What is held open: descriptors by whose they are, without those of clients, and connections to PostgreSQL. */
export type Holdings = { descriptors: Record<string, number>; connections: number }
