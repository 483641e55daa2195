import { restPaths } from '../../rest/paths.ts'
import type { RestPath } from '../../rest/rest-path.ts'
import { askRest } from '../rest.ts'
import { allowedWith, type Call, type Door } from './door.ts'

/** Below /api/v1, by the path that asks nothing before the procedure. Every answer is held against the document. */
export const restDoor = ({ url }: { url: string }): Door => ({
  name: 'rest',
  takes: ({ path }) => plainPathOf(path) !== undefined,
  async ask(call) {
    const restPath = plainPathOf(call.path)
    if (!restPath) throw new Error(`${call.path} has no path of its own`)
    const { line, body } = requestOf(restPath, call)
    const headers = { origin: url, ...call.headers }
    const answer = await askRest({ url }, line, { headers, body })
    if (answer.status < 400) return allowedWith(answer.text)
    return { code: (answer.body as { error: { code: string } }).error.code, said: answer.text }
  },
})

const plainPathOf = (procedure: string) =>
  restPaths.find((each) => each.procedure === procedure && !each.reading?.calls)

type Request = { line: `${string} /${string}`; body?: unknown }

function requestOf({ method, path: template, names = {}, wrapper }: RestPath, { input = {} }: Call): Request {
  const rest = new Map(Object.entries(input))
  const path = template.slice(1).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const field = names[name] ?? name
    const value = String(rest.get(field))
    rest.delete(field)
    return encodeURIComponent(value)
  })
  const given = Object.fromEntries(rest)
  const line = `${method.toUpperCase()} /${path}` as const
  if (method !== 'get' && method !== 'delete') return { line, body: wrapper ? { [wrapper]: given } : given }
  const query = new URLSearchParams(
    Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]),
  )
  return { line: `${line}?${query.toString()}` }
}
