import type { Check } from './evidence.ts'

/** I12. No process ends unless the nemesis ends it; an error nobody handles ends one. */
export const resources: Check = ({ exits }) =>
  exits
    .filter(({ isOrdered }) => !isOrdered)
    .map(({ name, code, signal }) => ({
      invariant: 'I12',
      words: `${name} ended by itself with ${signal ?? `status ${code}`}`,
    }))
