import { randomBytes } from 'node:crypto'

/** Found by tools that look for secrets in source code. */
const PREFIX = 'chp_'
const TOKEN_BYTES = 32

export const newPersonalToken = () => PREFIX + randomBytes(TOKEN_BYTES).toString('base64url')

export const isPersonalToken = (credential: string) => credential.startsWith(PREFIX)
