/** The error of an answer, in the form the tRPC client gives it. */
export function errorIn(text: string): unknown {
  if (!text.startsWith('{')) return undefined
  const answer: unknown = JSON.parse(text)
  return typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : undefined
}
