import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** A block of commands, with what is shown below it; nothing where nothing is shown. */
export type Example = { commands: string; shown: string | undefined }

/** Every `sh` block of a document, with the `json` or `text` block that follows it as its answer. */
export function examplesIn(markdown: string): Example[] {
  const blocks = [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', body = '']) => ({
      language,
      body,
    }),
  )
  return blocks.flatMap(({ language, body }, index) => {
    const next = blocks[index + 1]
    const isAnswer = next?.language === 'json' || next?.language === 'text'
    return language === 'sh' ? { commands: body, shown: isAnswer ? next.body : undefined } : []
  })
}

/**
 * Runs all blocks in one shell and gives what each wrote.
 *
 * @throws Error when the shell ends early, or anything complains
 */
export async function runInOneShell(blocks: readonly string[], cwd: string): Promise<string[]> {
  const end = `end of block ${crypto.randomUUID()}`
  const child = spawn('sh', ['-eu'], {
    cwd,
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(blocks.map((block) => `${block}\nprintf '%s' '${end}'\n`).join(''))
  const [written, complaints] = await Promise.all([text(child.stdout), text(child.stderr)])
  const answers = written.split(end)
  const rest = answers.pop()
  if (complaints !== '' || rest !== '' || answers.length !== blocks.length)
    throw new Error(`Block ${answers.length + 1} of ${blocks.length}:\n${complaints}${rest}`)
  return answers
}

/** What an answer is, whichever ids, times and tokens it holds. */
export const shapeOfAnswer = (answer: string): string =>
  inOneWay(answer.trim())
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>')
    .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z\b/g, '<time>')
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<access token>')
    .replaceAll(/\bchr_[\w-]+/g, '<refresh token>')

/** JSON with the same line breaks, whoever wrote it. What stands above it is left as it is. */
function inOneWay(answer: string): string {
  const start = answer.search(/^\{/m)
  if (start === -1) return answer
  return `${answer.slice(0, start)}${JSON.stringify(JSON.parse(answer.slice(start)), null, 2)}`
}
