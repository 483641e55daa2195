/** What a load process can be asked. Inputs and answers travel as JSON. */
export type Handlers = Record<string, (input: never) => unknown>

export type Question = { id: number; name: string; input: unknown }
export type Answer = { id: number; value?: unknown; error?: string }

/** Answers the process that started this one, until it is gone. */
export function serveParent(handlers: Handlers): void {
  process.on('message', (question: Question) => void answer(handlers, question))
  process.on('disconnect', () => process.exit(0))
  process.send?.({ id: 0 } satisfies Answer)
}

async function answer(handlers: Handlers, { id, name, input }: Question): Promise<void> {
  try {
    const value = await handlers[name]?.(input as never)
    process.send?.({ id, value } satisfies Answer)
  } catch (problem) {
    process.send?.({
      id,
      error: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem),
    })
  }
}
