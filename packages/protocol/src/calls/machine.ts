import type { CallResult } from '../messages/call-card.ts'

/**
 * `calling`: people are called, and no device of theirs has said that it rings. `ringing`: one has. `active`: people
 * talk, or may come in. The others are the end of it, and there is no way out of them.
 */
export const callStates = ['calling', 'ringing', 'active', 'ended', 'declined', 'missed'] as const
export type CallState = (typeof callStates)[number]

/** What can be done to a call. `expire` is done by time: nobody answered before the deadline. */
export const callActs = ['acknowledge', 'accept', 'join', 'decline', 'leave', 'end', 'expire'] as const
export type CallAct = (typeof callActs)[number]

type Transitions = Record<CallState, Partial<Record<CallAct, readonly CallState[]>>>

/** Where each act may lead from each state. What is not here is refused, and changes nothing. */
export const callTransitions = {
  calling: {
    acknowledge: ['ringing'],
    accept: ['active'],
    join: ['calling', 'active'],
    decline: ['calling', 'declined'],
    leave: ['ended'],
    end: ['ended'],
    expire: ['missed'],
  },
  ringing: {
    acknowledge: ['ringing'],
    accept: ['active'],
    join: ['ringing', 'active'],
    decline: ['ringing', 'declined'],
    leave: ['ended'],
    end: ['ended'],
    expire: ['missed'],
  },
  active: {
    acknowledge: ['active'],
    accept: ['active'],
    join: ['active'],
    decline: ['active'],
    leave: ['active', 'ended'],
    end: ['ended'],
    expire: ['active'],
  },
  ended: {},
  declined: {},
  missed: {},
} as const satisfies Transitions

/** Who is left once the act is done. */
export type CallFacts = {
  isDirect: boolean
  /** People in the call. */
  present: number
  /** People it still rings for. */
  rung: number
}

/** A call that rings for nobody is open at once: people see it and come in. */
export const firstState = (rung: number): CallState => (rung > 0 ? 'calling' : 'active')

export const isOver = (state: CallState): state is 'ended' | 'declined' | 'missed' =>
  state === 'ended' || state === 'declined' || state === 'missed'

/** The state after the act, or nothing where the act is not possible. */
export function stateAfter(state: CallState, act: CallAct, facts: CallFacts): CallState | undefined {
  if (isOver(state)) return undefined
  switch (act) {
    case 'acknowledge':
      return state === 'calling' ? 'ringing' : state
    case 'accept':
      return 'active'
    case 'join':
      return facts.present > 1 ? 'active' : state
    case 'decline':
      return state !== 'active' && facts.rung === 0 ? 'declined' : state
    case 'leave':
      return isDeserted(state, facts) ? 'ended' : state
    case 'end':
      return 'ended'
    case 'expire':
      return state === 'active' ? state : 'missed'
  }
}

/**
 * Who leaves before anybody answered was the only one there, and calls it off. Later one person alone waits for
 * others, except where only the other one could come: they have hung up.
 */
const isDeserted = (state: CallState, { isDirect, present }: CallFacts) =>
  state !== 'active' || present < (isDirect ? 2 : 1)

/** How a call went, once it is over. */
export function resultOf(call: { state: CallState; answeredAt: unknown }): CallResult | null {
  if (!isOver(call.state)) return null
  if (call.state !== 'ended') return call.state
  return call.answeredAt === null ? 'cancelled' : 'answered'
}
