import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type CurlAnswer = { status: number; headers: Headers; body: unknown }

/**
 * Asks with the curl of this machine.
 *
 * @throws Error when curl gets no answer, or is not there
 */
export async function curl(...given: string[]): Promise<CurlAnswer> {
  const { stdout } = await run('curl', ['--silent', '--show-error', '--include', ...given])
  const [head = '', ...rest] = stdout.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const text = rest.join('\r\n\r\n')
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: new Headers(lines.map(asHeader)),
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  }
}

function asHeader(line: string): [string, string] {
  const [name = '', ...rest] = line.split(':')
  return [name, rest.join(':').trim()]
}
