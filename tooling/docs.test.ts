import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeEnv } from '../packages/platform/src/env.ts'
import { rateLimits } from '../packages/protocol/src/limits.ts'
import { refusals } from '../packages/protocol/src/refusals.ts'
import { sourceFiles } from './structure/source-files.mjs'

const root = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const documents = ['README.md', 'CONTRIBUTING.md', ...below('docs', '.md')]
const product = sourceFiles(root).filter((path) => /^(apps|packages)\/[^/]+\/src\//.test(path))
const inAllDocuments = documents.map((path) => ({ path, text: read(path) }))

function below(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? below(`${folder}/${entry.name}`, ending) : [`${folder}/${entry.name}`],
    )
    .filter((path) => path.endsWith(ending))
    .sort()
}

/** Code blocks hold examples, not links and not claims. */
const prose = (text: string) => text.replaceAll(/```[\s\S]*?```/g, '')
const everyMatch = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match.slice(1) as string[])

describe('links', () => {
  const links = inAllDocuments.flatMap(({ path, text }) =>
    everyMatch(prose(text), /\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)
      .map(([link, picture]) => link ?? picture ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => ({ path, target })),
  )

  test('lead to something that is there', () => {
    expect(links.length).toBeGreaterThan(100)
    expect(links.filter((link) => !leads(link))).toEqual([])
  })

  test('to nowhere are noticed', () => {
    expect(leads({ path: 'docs/adr/README.md', target: '../GLOSSARY.md' })).toBe(true)
    expect(leads({ path: 'docs/adr/README.md', target: 'GLOSSARY.md' })).toBe(false)
    expect(leads({ path: 'README.md', target: 'docs/ARCHITECTURE.md#limits' })).toBe(true)
    expect(leads({ path: 'README.md', target: 'docs/ARCHITECTURE.md#nothing' })).toBe(false)
  })

  test('every document can be reached from the README', () => {
    const reached = new Set(['README.md'])
    for (const path of reached) {
      for (const link of links.filter((each) => each.path === path)) {
        const target = targetOf(link)
        if (target.endsWith('.md')) reached.add(target)
      }
    }
    expect(documents.filter((path) => !reached.has(path))).toEqual([])
  })
})

type Link = { path: string; target: string }

const targetOf = ({ path, target }: Link) =>
  relative(root, resolve(root, dirname(path), target.replace(/#.*/, '') || resolve(root, path)))

function leads(link: Link): boolean {
  const target = targetOf(link)
  if (target.startsWith('..') || !existsSync(join(root, target))) return false
  const [, anchor] = link.target.split('#')
  return anchor === undefined || anchorsOf(read(target)).includes(anchor)
}

/** As GitHub makes them. */
const anchorsOf = (text: string) =>
  everyMatch(prose(text), /^#+ (.+)$/gm).map(([heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

describe('decisions', () => {
  const pages = below('docs/adr', '.md').filter((path) => /\/\d{4}-[a-z0-9-]+\.md$/.test(path))
  const list = read('docs/adr/README.md')

  test('are numbered without a hole', () => {
    expect(pages.map((path) => Number(/(\d{4})-/.exec(path)?.[1]))).toEqual(
      pages.map((_, index) => index + 1),
    )
    expect(pages.length).toBe(below('docs/adr', '.md').length - 1)
  })

  test.each(pages)('%s has its four headings and stands in the list', (path) => {
    const text = read(path)
    const headings = everyMatch(text, /^## (.+)$/gm).flat()
    expect(headings).toEqual(['Context', 'Decision', 'Consequences', 'When we would change our mind'])
    const title = /^# (.+)$/m.exec(text)?.[1]
    expect(list).toContain(`- [${title}](${path.replace('docs/adr/', '')})\n`)
  })
})

test('the glossary is in order, and names no word twice', () => {
  const terms = everyMatch(read('docs/GLOSSARY.md'), /^- \*\*(.+?)\*\*: ./gm).flat()
  expect(terms.length).toBeGreaterThan(40)
  const ordered = [...new Set(terms)].sort((one, other) => one.localeCompare(other, 'en'))
  expect(terms).toEqual(ordered)
})

describe('names', () => {
  const procedures = proceduresOf(product.filter((path) => path.endsWith('/router.ts')))
  const events = everyMatch(
    product
      .filter((path) => /^packages\/protocol\/.*\/events\.ts$/.test(path))
      .map(read)
      .join('\n'),
    /define(?:Kept|Passing)Event\('([\w.]+)'/g,
  ).flat()
  const codes = Object.keys(refusals)
  const known = new Set([...procedures, ...events, ...codes])
  /** What is written like `messages.send`: not a file, a column, or code that a link leads to. */
  const named = (text: string) =>
    everyMatch(prose(text).replaceAll(/\[`[^`]*`\]/g, ''), /`([a-z][A-Za-z]*\.[a-z][A-Za-z_]*)`/g)
      .flat()
      .filter((name) => !/\.(ts|tsx|mjs|md|json|yaml|sh)$/.test(name))
      .filter((name) => !columns.has(name))

  test('of procedures, events and refusals are real', () => {
    expect(procedures).toContain('conversations.removeMember')
    expect(events).toContain('message.created')
    const unknown = inAllDocuments.flatMap(({ path, text }) =>
      named(text)
        .filter((name) => !known.has(name))
        .map((name) => `${path}: ${name}`),
    )
    expect(unknown).toEqual([])
    expect(named('`messages.send` and `messages.sned` in `access.ts`')).toEqual([
      'messages.send',
      'messages.sned',
    ])
  })

  test('in the README’s example are procedures', () => {
    const called = everyMatch(
      read('README.md'),
      /\bchatterly\.procedures\.(\w+\.\w+)\.(?:query|mutate|subscribe)\(/g,
    ).flat()
    const posted = everyMatch(read('README.md'), /\/trpc\/(\w+\.\w+)/g).flat()
    expect(called.length).toBeGreaterThan(0)
    expect(posted.length).toBeGreaterThan(0)
    expect([...called, ...posted].filter((name) => !procedures.includes(name))).toEqual([])
  })

  test('every procedure, event and refusal stands on a feature page', () => {
    const pages = inAllDocuments.filter(({ path }) => path.startsWith('docs/features/'))
    const told = new Set(pages.flatMap(({ text }) => named(text)))
    expect([...known].filter((name) => !told.has(name))).toEqual([])
  })
})

const columns = new Set(['messages.created_at', 'messages.seq', 'members.joined_number'])

/** `name: router({ … })` is composed in the root router; each file's procedures are its keys. */
function proceduresOf(routers: string[]): string[] {
  const rootRouter = read('packages/domain/src/router.ts')
  return everyMatch(rootRouter, /^ {2}(\w+): (\w+),$/gm).flatMap(([name, variable]) => {
    const text =
      routers.map(read).find((source) => source.includes(`export const ${variable} = router(`)) ?? ''
    const [, body = ''] = text.split(`export const ${variable} = router({`)
    const [own = ''] = body.split(/^}\)/m)
    return everyMatch(own, /^ {2}(\w+): \w+/gm).map(([procedure]) => `${name}.${procedure}`)
  })
}

describe('numbers', () => {
  const claims = inAllDocuments.flatMap(({ path, text }) =>
    everyMatch(text, /`([A-Z][A-Z0-9_]+)` \(([\d,]+)\)/g).map(([name = '', value = '']) => ({
      path,
      name,
      value: Number(value.replaceAll(',', '')),
    })),
  )
  const defaults = describeEnv().map((row): [string, number[]] => [row.name, [Number(row.default)]])
  const values = new Map([...constantsOf(product), ...defaults])

  test('behind a constant’s name are its value', () => {
    expect(claims.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['MESSAGE_BODY_MAX', 'PAGE_LIMIT_MAX', 'PULL_EVENTS_MAX', 'EVENT_LOG_DAYS']),
    )
    // A name that stands for several values says nothing: then the list has more than one.
    expect(claims.map(({ path, name }) => ({ path, name, value: values.get(name) }))).toEqual(
      claims.map(({ path, name, value }) => ({ path, name, value: [value] })),
    )
  })

  test('are read from the code as it computes them', () => {
    expect(values.get('FRAME_MAX_BYTES')).toEqual([65_536])
    expect(values.get('PASSWORD_MIN')).toEqual([8])
  })

  test('of the rate limits are those of protocol', () => {
    const rows = everyMatch(read('docs/ARCHITECTURE.md'), /^\| `(\w+)` \| ([\d,]+) \| ([\d,]+) \| (\w+) \|/gm)
    const number = (text = '') => Number(text.replaceAll(',', ''))
    expect(
      Object.fromEntries(
        rows.map(([name, points, seconds, countedBy]) => [
          name,
          { points: number(points), windowSeconds: number(seconds), countedBy },
        ]),
      ),
    ).toEqual(rateLimits)
  })

  test('of the README’s settings are the defaults', () => {
    const rows = everyMatch(read('README.md'), /^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\|/gm)
    expect(rows.length).toBeGreaterThan(4)
    const known = new Map(describeEnv().map((row) => [row.name, row.default]))
    expect(rows.map(([name = '', value]) => [name, value, known.has(name)])).toEqual(
      rows.map(([name = '']) => [name, known.get(name), true]),
    )
  })
})

/** Every numeric constant of the product, with each value its name has: `const A = 64 * 1024`. */
function constantsOf(paths: string[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const path of paths.filter((each) => !/\.(test|spec)\./.test(each))) {
    for (const [name = '', factors = ''] of everyMatch(
      read(path),
      /^(?:export )?const ([A-Z][A-Z0-9_]+)(?:: number)? = ([\d_]+(?: \* [\d_]+)*)$/gm,
    )) {
      const value = factors
        .split(' * ')
        .reduce((product, factor) => product * Number(factor.replaceAll('_', '')), 1)
      found.set(name, [...new Set([...(found.get(name) ?? []), value])])
    }
  }
  return found
}
