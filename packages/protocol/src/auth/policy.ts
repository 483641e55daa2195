import type { Scope } from './personal-tokens.ts'

/**
 * What a procedure asks of whoever calls. `account` and `administrator` are for sessions of the person themselves, never
 * for a token: one that leaks costs what its scopes say, not the account and not the installation.
 */
type Demand = { access: string; scope: Scope }

const PERSONAL: ReadonlySet<string> = new Set(['account', 'administrator'])

/** Whether a token with these scopes may call. One scope implies no other. */
export const mayCall = (granted: readonly Scope[], { access, scope }: Demand) =>
  !PERSONAL.has(access) && granted.includes(scope)
