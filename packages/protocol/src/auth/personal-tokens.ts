import { z } from 'zod'
import { SessionId } from '../ids.ts'
import { SESSION_LABEL_MAX } from './sessions.ts'

/** `read`: queries and subscriptions. `write`: mutations, and nothing else. */
export const scopes = ['read', 'write'] as const
export type Scope = (typeof scopes)[number]

export const TOKEN_DAYS = 90
export const TOKEN_DAYS_MAX = 365
/** Of one person. */
export const TOKENS_MAX = 50

export const CreateToken = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Give the token a name.')
    .max(SESSION_LABEL_MAX, `A name has at most ${SESSION_LABEL_MAX} characters.`),
  scopes: z
    .array(z.enum(scopes))
    .min(1, 'Choose what the token may do.')
    .max(scopes.length)
    .refine((given) => new Set(given).size === given.length, 'Name each scope once.'),
  expiresInDays: z.int().min(1).max(TOKEN_DAYS_MAX).default(TOKEN_DAYS),
})
export type CreateToken = z.infer<typeof CreateToken>

/** A personal access token as its owner sees it. The token itself is shown once, when it is made. */
export const TokenView = z.object({
  id: SessionId,
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: z.iso.datetime(),
  /** The last use, up to ten minutes ago; null: never. */
  usedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime(),
})
export type TokenView = z.infer<typeof TokenView>

export const NewToken = z.object({ token: z.string(), view: TokenView })
export const TokensList = z.object({ items: z.array(TokenView) })

export const RevokeToken = z.object({ tokenId: SessionId })
export type RevokeToken = z.infer<typeof RevokeToken>
