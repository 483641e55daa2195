import type { ChatterlyError } from '../src/errors.ts'

/** What a script can tell an ending by. Never renumbered. */
export const exitCodes = {
  ok: 0,
  /** The fault of the server, or of this program. */
  failed: 1,
  /** The words after `chatterly` are wrong. */
  usage: 2,
  /** Nobody is signed in, or not any more. */
  signed_out: 3,
  refused: 4,
  unreachable: 5,
  /** The same would work later. */
  later: 6,
  /** `doctor` has found something that does not work. */
  unwell: 7,
} as const

export type Exit = keyof typeof exitCodes

export function exitCodeOf({
  kind,
  status,
  retryAfterSeconds,
}: Pick<ChatterlyError, 'kind' | 'status' | 'retryAfterSeconds'>): Exit {
  if (kind === 'unreachable') return 'unreachable'
  if (status === 401) return 'signed_out'
  if (status === 429 || retryAfterSeconds !== undefined) return 'later'
  return kind === 'failed' || kind === 'closed' ? 'failed' : 'refused'
}
