import { createHash, randomBytes } from 'node:crypto'
import type { Redis } from '@chatterly/platform/redis'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Actor } from '../../context.ts'
import type { Sessions } from '../sessions.ts'

/** Seconds. From asking for a ticket to having a socket. */
const TICKET_SECONDS = 30
const TICKET_BYTES = 32
/** Characters. Ours have 43. */
const TICKET_MAX = 100

export type Tickets = ReturnType<typeof createTickets>

/**
 * For clients that cannot send a header with a socket: a short word for its address, so that what opens a session for
 * long stands in no log. Redis holds a ticket's hash; taking it is what uses it up, whoever takes it first.
 */
export function createTickets({ redis, sessions }: { redis: Redis; sessions: Sessions }) {
  return {
    /** @throws service.unavailable while Redis is away */
    async make({ sessionHash }: Actor): Promise<string> {
      const ticket = randomBytes(TICKET_BYTES).toString('base64url')
      await redis.set(keyOf(ticket), sessionHash, 'EX', TICKET_SECONDS).catch(refuse)
      return ticket
    },

    /**
     * Who made it; null for one that is used, too old or made up, or whose session has ended.
     * @throws service.unavailable while Redis is away
     */
    async redeem(ticket: string): Promise<Actor | null> {
      if (ticket.length > TICKET_MAX) return null
      const sessionHash = await redis.getdel(keyOf(ticket)).catch(refuse)
      return sessionHash === null ? null : sessions.actorOf(sessionHash)
    },
  }
}

const RETRY_SECONDS = 1

const refuse = () => {
  throw new Refusal('service.unavailable', { retryAfterSeconds: RETRY_SECONDS })
}

const keyOf = (ticket: string) => `ticket:${createHash('sha256').update(ticket).digest('base64url')}`
