import type { ProviderView } from '@chatterly/protocol/auth/identities'

export type WaysToConfirm = {
  hasPassword: boolean
  hasPasskey: boolean
  /** Signing in there anew counts as well. */
  provider: ProviderView | undefined
}

const ONCE = 'You will not be asked again for ten minutes.'

/** What somebody is asked to do, and what follows from it. */
export function waysWords({ hasPassword, hasPasskey, provider }: WaysToConfirm): string {
  if (hasPassword) return `Give your password once more to go on. ${ONCE}`
  if (!provider)
    return hasPasskey
      ? `Show with your passkey that it is you. ${ONCE}`
      : 'This browser knows no way to ask you. Sign out and in again to go on.'
  const away = `Signing in at ${provider.name} brings you back to this page; then begin once more what you were about to do.`
  return hasPasskey
    ? `Show with your passkey that it is you, or sign in again. ${away}`
    : `Sign in once more to go on. ${away}`
}
