import type { Database } from '@chatterly/db/database'
import type { Scope } from '@chatterly/protocol/auth/personal-tokens'
import type { SessionKind } from '@chatterly/protocol/auth/sessions'
import type { UserId } from '@chatterly/protocol/ids'
import type { Bus } from '@chatterly/platform/bus'
import type { Clock } from '@chatterly/platform/clock'
import type { Logger } from '@chatterly/platform/logger'
import type { Queue } from '@chatterly/platform/queue'
import type { RateLimiter } from '@chatterly/platform/rate-limiter'
import type { Secrets } from '@chatterly/platform/secrets'
import type { AccessTokens } from './auth/access-tokens.ts'
import type { Tickets } from './auth/programs/tickets.ts'
import type { CallSeats } from './calls/seats.ts'
import type { CallSettings } from './calls/settings.ts'
import type { AccountSettings } from './auth/account-settings.ts'
import type { OidcProvider } from './auth/identities/oidc-provider.ts'
import type { Sessions } from './auth/sessions.ts'
import type { NetworkRules } from './network/network-rules.ts'
import type { MessageWriter } from './messages/message-writer.ts'
import type { PageCache } from './messages/page-cache.ts'
import type { Hub } from './realtime/hub.ts'
import type { SharedReads } from './realtime/shared-reads.ts'
import type { ProfileChanges } from './users/profile-changes.ts'

/** What every request, job and test works with. One per process. */
export type World = {
  db: Database
  reads: SharedReads
  bus: Bus
  clock: Clock
  logger: Logger
  limiter: RateLimiter
  secrets: Secrets
  sessions: Sessions
  accessTokens: AccessTokens
  tickets: Tickets
  accounts: AccountSettings
  /** Where people may sign in instead, if anywhere. */
  oidc: OidcProvider | undefined
  network: NetworkRules
  hub: Hub
  writer: MessageWriter
  pages: PageCache
  profiles: ProfileChanges
  queue: Queue
  callSeats: CallSeats
  callSettings: CallSettings
}

/** Who asks. */
export type Actor = {
  userId: UserId
  sessionHash: string
  kind: SessionKind
  /** Of a personal token; null for what may do everything. */
  scopes: readonly Scope[] | null
}

export type Context = World & {
  actor: Actor | null
  /** Where the request comes from, in one spelling, as `plainAddress` gives it. */
  address: string
  /** What the client calls itself; absent where it does not say. */
  userAgent?: string | undefined
  /** As the request carried it, for what a browser is known by. */
  cookieHeader?: string | undefined
  /** Where the page of whoever asks stands: PUBLIC_URL, else the host that was asked. Passkeys are made for it. */
  origin?: string | undefined
  /** Hands a cookie to the answer; null where the transport cannot carry one (a socket). */
  setCookie: ((cookie: string) => void) | null
}

export type SignedInContext = Context & { actor: Actor }

/** All an operation needs: jobs and applications have no request. */
export type Acting = World & { actor: { userId: UserId } }
