import { randomBytes } from 'node:crypto'
import { USERNAME_MAX, USERNAME_MIN } from '@chatterly/protocol/users/shapes'
import type { ProviderClaims } from './provider-claims.ts'

/** Letters kept free for what tells two of one name apart: a dash and four digits. */
const SUFFIX_LENGTH = 5
const SUFFIXED = 3

/** What somebody may be called here, the nicest first. They can change it. */
export function usernamesFor({ username, email }: Pick<ProviderClaims, 'username' | 'email'>): string[] {
  const [local = ''] = (email ?? '').split('@')
  const name = [username ?? '', local].map(asUsername).find((each) => each.length >= USERNAME_MIN) ?? 'user'
  const suffixed = Array.from({ length: SUFFIXED }, () => `${name}-${randomBytes(2).toString('hex')}`)
  return [name, ...suffixed]
}

const asUsername = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, USERNAME_MAX - SUFFIX_LENGTH)
    .replace(/^[._-]+|[._-]+$/g, '')
