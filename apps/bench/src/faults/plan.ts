/** The people and conversations of a run; the same in every process of it. */
export type Cast = {
  /** Six hexadecimal digits. */
  run: string
  seed: number
  people: { userId: string; cookie: string }[]
  conversations: CastConversation[]
  epoch: string
}

export type CastConversation = {
  id: string
  kind: 'channel' | 'group' | 'direct'
  /** Places in `people`. The first owns it, as far as anybody does. */
  members: number[]
  /** Its last change before the load began. */
  seq: number
  /** How often it is spoken in, beside the others. */
  weight: number
}

export type LoadPlan = {
  users: number
  conversations: number
  opsPerSecond: number
  /** Seconds before the fault strikes, during it, and after it has healed. */
  warmUpSeconds: number
  faultSeconds: number
  recoverySeconds: number
  /** Seconds everybody is given to have everything once the load has ended. */
  settleSeconds: number
}
