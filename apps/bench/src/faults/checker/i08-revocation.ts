import type { Check } from './evidence.ts'
import { Periods } from './periods.ts'

/** I8. Nothing is accepted from somebody after the change that ended their membership, or before it began. */
export const revocation: Check = ({ dump }) => {
  const periods = new Periods(dump)
  return dump.messages
    .filter(({ conversationId, senderId, seq }) => !periods.includes(conversationId, senderId, seq))
    .map(({ conversationId, senderId, seq }) => ({
      invariant: 'I8',
      words: `${senderId} wrote change ${seq} of ${conversationId} without being a member`,
    }))
}
