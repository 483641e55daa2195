import { type Check, deedsOf, groupBy } from './evidence.ts'
import { messagesByCanary } from './messages-by-canary.ts'

/** I2. Whoever said something once has said it once, however often it was sent; what was refused was not said. */
export const oneEffect: Check = (evidence) => {
  const rows = messagesByCanary(evidence)
  const deeds = groupBy(
    deedsOf(evidence).filter(({ canary }) => canary !== undefined),
    ({ canary }) => canary ?? '',
  )
  const repeated = [...rows]
    .filter(([, messages]) => messages.length > 1)
    .map(([canary, messages]) => ({
      invariant: 'I2',
      words: `${canary} was said ${messages.length} times, as changes ${messages.map(({ seq }) => seq).join(', ')}`,
    }))
  const refused = [...deeds].flatMap(([canary, attempts]) => {
    const wasRefused = attempts.every(({ outcome }) => outcome?.kind === 'fail')
    if (!wasRefused || !rows.has(canary)) return []
    return [{ invariant: 'I2', words: `${canary} was refused, and is there` }]
  })
  const differing = [...deeds].flatMap(([canary, attempts]) => {
    const ids = new Set(attempts.flatMap(({ outcome }) => (outcome?.kind === 'ok' ? outcome.messageId : [])))
    if (ids.size <= 1) return []
    return [{ invariant: 'I2', words: `${canary} was answered with ${ids.size} different messages` }]
  })
  const unsaid = [...rows.keys()]
    .filter((canary) => !deeds.has(canary))
    .map((canary) => ({ invariant: 'I2', words: `${canary} is there, and nobody said it` }))
  return [...repeated, ...refused, ...differing, ...unsaid]
}
