import { accountRouter } from './auth/account/router.ts'
import { identitiesRouter } from './auth/identities/router.ts'
import { invitesRouter } from './auth/invites/router.ts'
import { passkeysRouter } from './auth/passkeys/router.ts'
import { tokensRouter } from './auth/personal-tokens/router.ts'
import { authRouter } from './auth/router.ts'
import { secondFactorRouter } from './auth/second-factor/router.ts'
import { sessionsRouter } from './auth/sessions/router.ts'
import { callsRouter } from './calls/router.ts'
import { conversationsRouter } from './conversations/router.ts'
import { messagesRouter } from './messages/router.ts'
import { meRouter, syncRouter } from './realtime/router.ts'
import { reactionsRouter } from './reactions/router.ts'
import { receiptsRouter } from './receipts/router.ts'
import { createCallerFactory, router } from './trpc.ts'
import { usersRouter } from './users/router.ts'

export const appRouter = router({
  auth: authRouter,
  sessions: sessionsRouter,
  tokens: tokensRouter,
  account: accountRouter,
  secondFactor: secondFactorRouter,
  passkeys: passkeysRouter,
  identities: identitiesRouter,
  invites: invitesRouter,
  users: usersRouter,
  conversations: conversationsRouter,
  messages: messagesRouter,
  reactions: reactionsRouter,
  receipts: receiptsRouter,
  calls: callsRouter,
  me: meRouter,
  sync: syncRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures without a network: for jobs and tests. */
export const createCaller = createCallerFactory(appRouter)
