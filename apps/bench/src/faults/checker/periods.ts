import type { DumpedMember } from '../history/dump.ts'
import { type Evidence, groupBy } from './evidence.ts'

/** Who was in which conversation, from which change to which. */
export class Periods {
  readonly #rows: Map<string, DumpedMember[]>
  readonly #kinds: Map<string, string>

  constructor({ members, conversations }: Evidence['dump']) {
    this.#rows = groupBy(members, ({ conversationId, userId }) => `${conversationId} ${userId}`)
    this.#kinds = new Map(conversations.map(({ id, kind }) => [id, kind]))
  }

  of = (conversationId: string, userId: string): DumpedMember[] =>
    this.#rows.get(`${conversationId} ${userId}`) ?? []

  /** Whether somebody was a member at a change. */
  includes = (conversationId: string, userId: string, seq: number): boolean =>
    this.of(conversationId, userId).some(
      ({ joinedSeq, leftSeq }) => joinedSeq <= seq && seq <= (leftSeq ?? Number.POSITIVE_INFINITY),
    )

  /** The first change whose message somebody may see who is given a change: groups begin where one has joined. */
  visibleFrom(conversationId: string, userId: string, seq: number): number {
    if (this.#kinds.get(conversationId) !== 'group') return 0
    const period = this.of(conversationId, userId).find(
      ({ joinedSeq, leftSeq }) => joinedSeq <= seq && seq <= (leftSeq ?? Number.POSITIVE_INFINITY),
    )
    return period?.joinedSeq ?? Number.POSITIVE_INFINITY
  }

  /**
   * Whether somebody may know of a change at a moment: a member then, or one who may read what was before. Groups
   * begin for each member where they joined; the rest are open from the beginning to whoever has joined.
   *
   * @param atMicros since 1970
   */
  mayKnow(
    conversationId: string,
    userId: string,
    { seq, atMicros }: { seq: number; atMicros: number },
  ): boolean {
    if (this.#kinds.get(conversationId) === 'group') return this.includes(conversationId, userId, seq)
    return this.of(conversationId, userId).some(
      ({ joinedAt, leftSeq }) => joinedAt <= atMicros && seq <= (leftSeq ?? Number.POSITIVE_INFINITY),
    )
  }
}
