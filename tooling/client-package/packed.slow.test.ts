import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const project = mkdtempSync(join(tmpdir(), 'chatterly-blank-'))
type Manifest = { version: string; packageManager: string }
const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Manifest
const versionOf = (name: string) =>
  readJson(join(ROOT, 'packages/client/node_modules', name, 'package.json')).version

/** What somebody would write first: everything the package offers, with their own types relying on it. */
const PROGRAM = `
import { createClient } from '@chatterly/client'
import { ChatterlyError, refusalOf } from '@chatterly/client/errors'
import type { ClientEvent } from '@chatterly/client/events'
import { everyItem, everyMessage } from '@chatterly/client/pages'
import { passwordAuth } from '@chatterly/client/password-auth'
import { createInProcessClient, createTestCaller } from '@chatterly/client/testing'
import { WebSocket } from 'ws'

const url = 'http://127.0.0.1:9'
const client = createClient({ url, auth: passwordAuth({ url, login: 'ada', password: 'secret' }), WebSocket })

export async function use(): Promise<string[]> {
  const { id } = await client.procedures.conversations.create.mutate({ memberIds: [] })
  const said: Promise<{ number: number }> = client.outbox.send({ conversationId: id, body: 'hello' })
  for await (const { user } of everyItem(client.procedures.conversations.members.query, { conversationId: id }))
    console.log(user.displayName satisfies string, (await said).number)
  const bodies: string[] = []
  for await (const { body } of everyMessage(client.procedures, { conversationId: id })) bodies.push(body ?? '')
  client.procedures.conversations.events.subscribe(
    { conversationId: id },
    { onData: ({ data }) => console.log(data.type, data.seq) },
  )
  // @ts-expect-error a conversation's id is needed
  await client.procedures.conversations.get.query({})
  // @ts-expect-error there is no such procedure
  client.procedures.conversations.explode
  return bodies
}

export function words(error: unknown): string {
  switch (refusalOf(error)) {
    case 'conversation.not_found':
      return 'not here'
    // @ts-expect-error there is no such code
    case 'conversation.made_up':
      return 'nowhere'
    default:
      return error instanceof ChatterlyError ? error.kind : 'a bug'
  }
}

export const tell = (item: ClientEvent): number => (item.type === 'event' ? item.event.seq : 0)
console.log(words(await client.procedures.auth.me.query().catch((error: unknown) => error)))
console.log(typeof createInProcessClient, typeof createTestCaller)
client.close()
`

beforeAll(() => {
  const { packageManager } = readJson(join(ROOT, 'package.json'))
  run('npx', ['-y', packageManager, 'pack', '--pack-destination', project], join(ROOT, 'packages/client'))
  const [tarball] = readdirSync(project).filter((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('Nothing was packed')
  writeFileSync(join(project, 'package.json'), '{ "name": "blank", "private": true, "type": "module" }')
  writeFileSync(join(project, 'program.ts'), PROGRAM)
  const others = ['typescript', '@types/node', 'ws', '@types/ws'].map((name) => `${name}@${versionOf(name)}`)
  run('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`, ...others])
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

const run = (command: string, given: string[], cwd = project) => {
  try {
    return execFileSync(command, given, { cwd, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    throw new Error(`${command} ${given.join(' ')} failed:\n${outputOf(error)}`, { cause: error })
  }
}
const outputOf = (error: unknown) => {
  const { stdout, stderr } = error as { stdout?: string; stderr?: string }
  return `${stdout ?? ''}${stderr ?? ''}`
}

const OPTIONS = ['--strict', '--target', 'es2023', '--types', 'node']
const compile = (...options: string[]) =>
  run(join(project, 'node_modules/.bin/tsc'), [...OPTIONS, ...options, 'program.ts'])

test.each([
  ['bundler', 'preserve'],
  ['nodenext', 'nodenext'],
])('a blank project compiles against it with %s, and every declaration is checked', (resolution, module) => {
  compile('--noEmit', '--moduleResolution', resolution, '--module', module)
})

test('it runs under Node, and says that nobody answers', () => {
  compile('--module', 'nodenext')
  const lines = run(process.execPath, ['program.js']).trim().split('\n')
  expect(lines).toEqual(['unreachable', 'function function'])
})

test('its program runs by its name, and says that nobody answers', () => {
  const program = join(project, 'node_modules/.bin/chatterly')
  expect(run(program, ['--help'])).toContain('chatterly send <conversation id>')
  const { status, stdout, stderr } = spawnSync(program, ['doctor', 'http://127.0.0.1:9', '--json'], {
    cwd: project,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 7, stderr: '' })
  expect(stdout.split('\n')[0]).toContain('{"step":"address","state":"failed"')
})

test('there is no code of the server in it, and nothing of this repository is needed', () => {
  const folder = join(project, 'node_modules/@chatterly/client')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  expect(
    files.filter((name) => /(^|\/)src\/.*(?<!\.d)\.ts$|\.test\./.test(name) || name.includes('domain')),
  ).toEqual([])
  const code = files.filter((name) => /\.(js|ts)$/.test(name))
  const importedBy = (names: string[]) =>
    new Set(
      names
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .flatMap((text) => [...text.matchAll(/(?:from |import |import\()["']([^."'][^"']*)["']/g)])
        .map(([, name = '']) => name),
    )
  const program = code.filter((name) => name.includes('client/cli/'))
  const library = code.filter((name) => !program.includes(name))
  expect(library.length).toBeGreaterThan(50)
  expect(importedBy(library)).toEqual(new Set(['@trpc/client', '@trpc/server', 'zod', 'zod/v4/core']))
  expect([...importedBy(program)].filter((name) => !name.startsWith('node:')).sort()).toEqual(['ws', 'zod'])
  expect(readdirSync(join(project, 'node_modules/@chatterly'))).toEqual(['client'])
})
