import type { ProviderView } from '@chatterly/protocol/auth/identities'
import { trpc } from '../../../lib/trpc.ts'
import { knowsPasskeys } from '../passkeys/ask-passkey.ts'

export type WaysToConfirm = {
  hasPassword: boolean
  hasPasskey: boolean
  /** Signing in there anew counts as well. */
  provider: ProviderView | undefined
}

/** How somebody can show that it is them; undefined until it is known. */
export function useWaysToConfirm(): WaysToConfirm | undefined {
  const { data: account } = trpc.account.get.useQuery()
  const { data: passkeys } = trpc.passkeys.list.useQuery()
  const { data: identities } = trpc.identities.list.useQuery()
  const { data: providers } = trpc.identities.providers.useQuery()
  if (!account || !passkeys || !identities || !providers) return undefined
  const isLinked = ({ name }: ProviderView) => identities.items.some(({ provider }) => provider === name)
  return {
    hasPassword: account.hasPassword,
    hasPasskey: passkeys.items.length > 0 && knowsPasskeys(),
    provider: providers.items.find(isLinked),
  }
}
