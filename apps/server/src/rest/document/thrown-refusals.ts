import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRefusalCode, type RefusalCode } from '@chatterly/protocol/refusals'

const DOMAIN = fileURLToPath(new URL('../../../../../packages/domain/src', import.meta.url))

/** Something that can be called: what its doc block says it throws, and what else it calls. */
type Callable = { throws: RefusalCode[]; calls: string[] }

/**
 * What each procedure may refuse, read from the sources: the `@throws` of whatever its body calls, and of what that
 * calls within the same file. Slice by slice, `messages/router.ts` → `send` → codes.
 */
export function readThrownRefusals(): (routerFile: string, name: string) => RefusalCode[] {
  const files = sourcesBelow(DOMAIN)
  const exported = new Map<string, Callable>()
  for (const text of files.values())
    for (const [name, callable, isExported] of callablesIn(text)) if (isExported) exported.set(name, callable)

  return (routerFile, procedure) => {
    const text = files.get(join(DOMAIN, routerFile)) ?? ''
    const local = new Map(callablesIn(text).map(([name, callable]) => [name, callable]))
    const found = new Set<RefusalCode>()
    const seen = new Set<string>()
    const follow = (names: string[]): void => {
      for (const name of names.filter((each) => !seen.has(each))) {
        seen.add(name)
        const callable = local.get(name) ?? exported.get(name)
        for (const code of callable?.throws ?? []) found.add(code)
        if (local.has(name)) follow(local.get(name)?.calls ?? [])
      }
    }
    follow(callsIn(bodyOf(text, procedure)))
    return [...found].sort()
  }
}

function sourcesBelow(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.') && !path.startsWith('testing'))
    .sort()
  return new Map(paths.map((path) => [join(folder, path), readFileSync(join(folder, path), 'utf8')]))
}

const DECLARATION =
  /(?:\/\*\*((?:[^*]|\*(?!\/))*)\*\/\n)?(export )?(?:async )?(?:function\*? (\w+)|const (\w+) = (?:async )?\()/g

function callablesIn(text: string): [string, Callable, boolean][] {
  const found = [...text.matchAll(DECLARATION)]
  return found.map((match, place) => {
    const [, doc = '', isExported, functionName, constantName] = match
    const end = found[place + 1]?.index ?? text.length
    const body = text.slice(match.index + match[0].length, end)
    return [
      functionName ?? constantName ?? '',
      { throws: codesIn(doc), calls: callsIn(body) },
      isExported !== undefined,
    ]
  })
}

const codesIn = (doc: string): RefusalCode[] => {
  const [, thrown = ''] = doc.split('@throws')
  return [...thrown.matchAll(/[a-z]+\.[a-z_]+/g)].map(([code]) => code).filter(isRefusalCode)
}

const callsIn = (text: string) => [...text.matchAll(/\b([a-z]\w*)\(/g)].map(([, name = '']) => name)

/** From the procedure's key to the next one. */
function bodyOf(text: string, procedure: string): string {
  const [, rest] = text.split(new RegExp(`^  ${procedure}: `, 'm'))
  if (rest === undefined) throw new Error(`There is no procedure ${procedure}`)
  return rest.split(/^(?: {2}\w+: |\}\))/m)[0] ?? ''
}
