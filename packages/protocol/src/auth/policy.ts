import type { Scope } from './personal-tokens.ts'

/** What a procedure asks of whoever calls: `account` is for sessions of the person themselves, never for a token. */
type Demand = { access: string; scope: Scope }

/** Whether a token with these scopes may call. One scope implies no other. */
export const mayCall = (granted: readonly Scope[], { access, scope }: Demand) =>
  access !== 'account' && granted.includes(scope)
