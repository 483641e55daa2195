import { z } from 'zod'
import { SessionId } from '../ids.ts'

/** `browser`: a cookie. `program`: access and refresh tokens. `token`: a personal access token. */
export const sessionKinds = ['browser', 'program', 'token'] as const
export type SessionKind = (typeof sessionKinds)[number]

/** Days without a visit after which a session ends; half of it, and a visit renews it. */
export const SESSION_DAYS = 30
/** Days after which a session ends, however often it was renewed. */
export const SESSION_MAX_DAYS = 180
/** Characters of what a session is called: the words for a device, or a token's name. */
export const SESSION_LABEL_MAX = 64

/** Where a person is signed in, as only they see it. */
export const SessionView = z.object({
  id: SessionId,
  kind: z.enum(['browser', 'program']),
  label: z.string(),
  createdAt: z.iso.datetime(),
  /** The last visit, up to ten minutes ago. */
  seenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export type SessionView = z.infer<typeof SessionView>

export const SessionsList = z.object({
  /** The last seen first. */
  items: z.array(SessionView),
  /** Of the session that asks. */
  currentId: SessionId,
})

export const RevokeSession = z.object({ sessionId: SessionId })
export type RevokeSession = z.infer<typeof RevokeSession>

export const SessionsEnded = z.object({ ended: z.int() })
