import type { IdentityRow } from '@chatterly/db/schema/identities'
import type { IdentityView, ProviderView } from '@chatterly/protocol/auth/identities'
import type { World } from '../../context.ts'
import type { OidcProvider } from './oidc-provider.ts'

/** Where a link on the page leads. */
const START_PATH = '/auth/oidc/start'

export const toProviderView = ({ name }: OidcProvider): ProviderView => ({ name, startPath: START_PATH })

/** What people know it as; its address where it is not used any more. */
export const providerNameOf = ({ issuer }: Pick<IdentityRow, 'issuer'>, { oidc }: Pick<World, 'oidc'>) =>
  issuer === oidc?.issuer ? oidc.name : new URL(issuer).host

export const toIdentityView = (row: IdentityRow, world: Pick<World, 'oidc'>): IdentityView => ({
  id: row.id,
  provider: providerNameOf(row, world),
  email: row.email,
  createdAt: row.createdAt.toISOString(),
  usedAt: row.usedAt?.toISOString() ?? null,
})
