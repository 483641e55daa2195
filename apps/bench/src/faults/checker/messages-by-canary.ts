import { canariesIn } from '../canary.ts'
import type { DumpedMessage } from '../history/dump.ts'
import { type Evidence, groupBy } from './evidence.ts'

/** The rows each intent has left behind: one, if all is well. */
export function messagesByCanary({
  cast,
  dump,
}: Pick<Evidence, 'cast' | 'dump'>): Map<string, DumpedMessage[]> {
  return groupBy(
    dump.messages.filter(({ body }) => canariesIn(cast.run, body).length > 0),
    ({ body }) => canariesIn(cast.run, body)[0] ?? '',
  )
}
