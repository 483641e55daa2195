import { createHash, createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'chr_'
const TOKEN_BYTES = 32

export const newRefreshToken = () => PREFIX + randomBytes(TOKEN_BYTES).toString('base64url')

/** What only who holds a token can work out, and always the same: two who refresh at once get one successor. */
export const successorOf = (token: string, salt: string) =>
  PREFIX + createHmac('sha256', token).update(salt).digest('base64url')

export const newSalt = () => randomBytes(TOKEN_BYTES).toString('base64url')

export const hashRefreshToken = (token: string) => createHash('sha256').update(token).digest('hex')
