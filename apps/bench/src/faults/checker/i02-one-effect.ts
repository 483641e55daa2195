import { type Check, deedsOf, type Evidence, groupBy, type Violation } from './evidence.ts'
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
  const edits = editsOf(evidence)
  const unsaid = [...rows.keys()]
    .filter((canary) => !deeds.has(canary))
    .map((canary) => ({ invariant: 'I2', words: `${canary} is there, and nobody said it` }))
  return [...repeated, ...refused, ...differing, ...edits, ...unsaid]
}

/** Each edit gives another body: acknowledged it is one change, unanswered one or none, refused none. */
function editsOf(evidence: Evidence): Violation[] {
  const changes = groupBy(
    evidence.dump.events.filter(({ type }) => type === 'message.edited'),
    ({ messageId }) => messageId ?? '',
  )
  const edits = groupBy(
    deedsOf(evidence).filter(({ op }) => op === 'edit'),
    ({ messageId }) => messageId ?? '',
  )
  return [...new Set([...changes.keys(), ...edits.keys()])].flatMap((id) => {
    const outcomes = (edits.get(id) ?? []).map(({ outcome }) => outcome?.kind ?? 'info')
    const least = outcomes.filter((kind) => kind === 'ok').length
    const most = outcomes.filter((kind) => kind !== 'fail').length
    const count = changes.get(id)?.length ?? 0
    if (count >= least && count <= most) return []
    const words = `${id} was edited ${count} times; ${least} edits were acknowledged, and ${most - least} unanswered`
    return [{ invariant: 'I2', words }]
  })
}
