import { restPaths } from '../../rest/paths.ts'
import type { RestPath } from '../../rest/rest-path.ts'
import { allowedWith, type Call, type Door } from './door.ts'

/** Below /api/v1, by the path that asks nothing before the procedure. */
export const restDoor = ({ url }: { url: string }): Door => ({
  name: 'rest',
  takes: ({ path }) => plainPathOf(path) !== undefined,
  async ask(call) {
    const restPath = plainPathOf(call.path)
    if (!restPath) throw new Error(`${call.path} has no path of its own`)
    const response = await fetch(...requestOf(url, restPath, call))
    const said = await response.text()
    if (response.ok) return allowedWith(said)
    return { code: (JSON.parse(said) as { error: { code: string } }).error.code, said }
  },
})

const plainPathOf = (procedure: string) =>
  restPaths.find((each) => each.procedure === procedure && !each.reading?.calls)

function requestOf(url: string, restPath: RestPath, { headers, input = {} }: Call): [string, RequestInit] {
  const { method, names = {}, wrapper } = restPath
  const rest = new Map(Object.entries(input))
  const path = restPath.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const field = names[name] ?? name
    const value = String(rest.get(field))
    rest.delete(field)
    return encodeURIComponent(value)
  })
  const given = Object.fromEntries(rest)
  const init = { method: method.toUpperCase(), headers: { origin: url, ...headers } }
  if (method === 'get' || method === 'delete') {
    const query = new URLSearchParams(
      Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]),
    )
    return [`${url}/api/v1${path}?${query.toString()}`, init]
  }
  const body = JSON.stringify(wrapper ? { [wrapper]: given } : given)
  return [
    `${url}/api/v1${path}`,
    { ...init, headers: { ...init.headers, 'content-type': 'application/json' }, body },
  ]
}
