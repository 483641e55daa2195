import { z } from 'zod'

/** What a program keeps of its session. */
export const ProgramTokens = z.object({
  /** Goes with every request: `Authorization: Bearer …`. */
  accessToken: z.string(),
  /** Opens `auth.refresh` once; its answer holds the next one. */
  refreshToken: z.string(),
  /** Of the access token. */
  expiresAt: z.iso.datetime(),
})
export type ProgramTokens = z.infer<typeof ProgramTokens>

export const Refresh = z.object({ refreshToken: z.string().max(200) })
export type Refresh = z.infer<typeof Refresh>

/** Opens one socket, as `?ticket=`, within half a minute. */
export const Ticket = z.object({ ticket: z.string() })
