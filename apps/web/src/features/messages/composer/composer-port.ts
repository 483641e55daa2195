/** What the rest of the product may ask of the field people write in, whatever it is made of. */
export type ComposerPort = {
  focus(): void
  text(): string
  /** Replaces what is written; the caret stands at the end. */
  setText(text: string): void
}

const ports = new Map<string, ComposerPort>()

/** The composer that is on the screen, by conversation. */
export function offerComposer(conversationId: string, port: ComposerPort) {
  ports.set(conversationId, port)
  return () => {
    if (ports.get(conversationId) === port) ports.delete(conversationId)
  }
}

export const findComposer = (conversationId: string) => ports.get(conversationId)
