import type { Problem } from './problem.ts'

/** What scripts read: one line of JSON each. */
export const sayJson = (value: unknown) => void process.stdout.write(`${escaped(JSON.stringify(value))}\n`)

/** What people read. */
export const say = (line: string) => void process.stdout.write(`${inert(line)}\n`)

/** Beside the answer, for whoever looks on. */
export const note = (line: string) => void process.stderr.write(`${inert(line)}\n`)

export function tellProblem({ message, exit, more }: Problem, isJson: boolean): void {
  const { code = exit, fields = {}, retryAfterSeconds } = more
  if (isJson) {
    const error = { code, message, ...(Object.keys(fields).length > 0 && { fields }), retryAfterSeconds }
    return void process.stderr.write(`${escaped(JSON.stringify({ error }))}\n`)
  }
  note(`chatterly: ${message}`)
  for (const [path, words] of Object.entries(fields)) note(`  ${path}: ${words}`)
  if (retryAfterSeconds !== undefined) note(`  Try again in ${retryAfterSeconds} seconds.`)
}

/** What others have written must not move the cursor, or do worse, in a terminal. */
export const inert = (text: string) =>
  text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')

/** JSON leaves some control characters as they are. */
const escaped = (json: string) =>
  json.replaceAll(/[\u007f-\u009f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
