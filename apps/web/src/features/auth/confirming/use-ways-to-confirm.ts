import type { ProviderView } from '@chatterly/protocol/auth/identities'
import { trpc } from '../../../lib/trpc.ts'
import { knowsPasskeys } from '../passkeys/ask-passkey.ts'
import type { WaysToConfirm } from './ways-words.ts'

/** How somebody can show that it is them; undefined until it is known, or while it cannot be. */
export function useWaysToConfirm(): { ways: WaysToConfirm | undefined; error: unknown } {
  const account = trpc.account.get.useQuery()
  const passkeys = trpc.passkeys.list.useQuery()
  const identities = trpc.identities.list.useQuery()
  const providers = trpc.identities.providers.useQuery()
  const error = account.error ?? passkeys.error ?? identities.error ?? providers.error
  if (!account.data || !passkeys.data || !identities.data || !providers.data)
    return { ways: undefined, error }
  const linked = new Set(identities.data.items.map(({ provider }) => provider))
  const isLinked = ({ name }: ProviderView) => linked.has(name)
  return {
    ways: {
      hasPassword: account.data.hasPassword,
      hasPasskey: passkeys.data.items.length > 0 && knowsPasskeys(),
      provider: providers.data.items.find(isLinked),
    },
    error,
  }
}
