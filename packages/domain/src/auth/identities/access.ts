import { Refusal } from '@chatterly/protocol/refusals'
import type { World } from '../../context.ts'
import type { OidcProvider } from './oidc-provider.ts'

/** @throws auth.no_provider */
export function accessProvider({ oidc }: Pick<World, 'oidc'>): OidcProvider {
  if (!oidc) throw new Refusal('auth.no_provider')
  return oidc
}
