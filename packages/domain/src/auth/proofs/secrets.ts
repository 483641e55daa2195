import { createHash, randomBytes } from 'node:crypto'

const SECRET_BYTES = 32

export const newSecret = () => randomBytes(SECRET_BYTES).toString('base64url')

export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('hex')
