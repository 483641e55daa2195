import { isRefusalCode, type RefusalCode } from '@chatterly/protocol/refusals'

const panels = ['members'] as const
export type Panel = (typeof panels)[number]

export const parsePanel = (search: Record<string, unknown>): { panel?: Panel } => {
  const panel = panels.find((known) => known === search.panel)
  return panel === undefined ? {} : { panel }
}

/** What to make, where a link already says it. */
export const parseNew = ({ kind }: Record<string, unknown>): { kind?: 'channel' } =>
  kind === 'channel' ? { kind } : {}

/** Where to go after signing in: only a path of this product, never another site. */
export const parseReturn = ({ from }: Record<string, unknown>): { from?: string } =>
  typeof from === 'string' && /^\/(?![/\\])/.test(from) ? { from } : {}

/** What went wrong on the way to the provider: a code that is known, never words of somebody's link. */
export const parseProblem = ({ problem }: Record<string, unknown>): { problem?: RefusalCode } =>
  isRefusalCode(problem) ? { problem } : {}
