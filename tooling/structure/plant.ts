/** The files that break a rule, and the rule that must notice: as often as `times` says, or at least once. */
export type Plant = { breaks: string; how: string; times?: number; files: Record<string, string> }

export const TYPE = 'export type Planted = string\n'
export const VALUE = 'export const planted = 1\n'

export const takes = (path: string) => `import { planted } from '${path}'\n\nexport const taken = planted\n`
export const takesType = (path: string) =>
  `import type { Planted } from '${path}'\n\nexport type Taken = Planted\n`
