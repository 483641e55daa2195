import type { ProgramTokens } from '@chatterly/protocol/auth/programs'

export const toProgramTokens = (
  { accessToken, expiresAt }: { accessToken: string; expiresAt: Date },
  refreshToken: string,
): ProgramTokens => ({ accessToken, refreshToken, expiresAt: expiresAt.toISOString() })
