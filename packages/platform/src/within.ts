/**
 * What the step answers, if it does so in time. The step itself is not stopped.
 * @throws Error with `problem` when the time is over; otherwise what the step throws
 */
export async function within<Answer>(
  timeoutMs: number,
  step: Promise<Answer>,
  problem: string,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(problem)), timeoutMs)
  })
  try {
    return await Promise.race([step, expiry])
  } finally {
    clearTimeout(timer)
  }
}
