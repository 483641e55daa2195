/** One input on its way to a procedure. */
export type Asked = {
  path: string
  type: 'query' | 'mutation' | 'subscription'
  cookie: string | undefined
  /** What is sent as JSON, or a text that is none. */
  input: { value: unknown } | { text: string }
  isBatch: boolean
}

export type Told = { answer: string; said: string }

export function toJson({ input, isBatch }: Pick<Asked, 'input' | 'isBatch'>): string {
  if ('text' in input) return input.text
  const json = JSON.stringify(input.value) ?? 'null'
  return isBatch ? `{"0":${json}}` : json
}
