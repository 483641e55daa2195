import type { ProofPurpose } from '@chatterly/protocol/auth/mails'

/** Hours a link that proves an address can be used. */
const LINK_HOURS = 24
/** Minutes: whoever has this link has the account. */
const RESET_MINUTES = 60
const INVITE_DAYS = 14

const HOUR_MS = 3_600_000

const LIFETIME_MS = {
  registration: LINK_HOURS * HOUR_MS,
  email: LINK_HOURS * HOUR_MS,
  new_email: LINK_HOURS * HOUR_MS,
  password: RESET_MINUTES * 60_000,
  invite: INVITE_DAYS * 24 * HOUR_MS,
} satisfies Record<ProofPurpose, number>

/** When a link that is sent now ends. */
export const endOf = (purpose: ProofPurpose, now: Date) => new Date(now.getTime() + LIFETIME_MS[purpose])
