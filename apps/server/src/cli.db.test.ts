import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@chatterly/client/create-client'
import { passwordAuth } from '@chatterly/client/password-auth'
import { openTestWorld } from '@chatterly/testing/test-world'
import { build } from 'esbuild'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { freePort, startProcess } from './testing/process.ts'

const SOURCE = fileURLToPath(new URL('../../../packages/client/cli/main.ts', import.meta.url))
const PASSWORD = 'long enough'
/** Milliseconds, on a machine that may be busy. */
const SPEAKS_WITHIN = { timeout: 30_000 }
vi.setConfig({ testTimeout: 120_000 })

const { url } = await startProcess(await openTestWorld())
const program = await compiled()

/** In one file: it is run dozens of times, and compiling it each time would take most of theirs. */
async function compiled(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chatterly-cli-'))
  afterAll(() => rm(folder, { recursive: true }))
  const outfile = join(folder, 'chatterly.mjs')
  await build({
    entryPoints: [SOURCE],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  })
  return outfile
}

/** Somebody with an account, and a folder of their own for what programs keep. */
async function person(displayName: string) {
  const login = `u${crypto.randomUUID().slice(0, 8)}`
  const account = { email: `${login}@example.com`, username: login, password: PASSWORD, displayName }
  await createClient({ url }).procedures.auth.register.mutate(account)
  const { procedures } = createClient({ url, auth: passwordAuth({ url, login, password: PASSWORD }) })
  const folder = await mkdtemp(join(tmpdir(), 'chatterly-cli-'))
  const { id } = await procedures.users.me.query()
  return { login, id, folder, procedures, file: join(folder, 'chatterly', 'default.json') }
}
type Person = Awaited<ReturnType<typeof person>>

/** The program in a process of its own, as somebody would run it, with what is piped into it. */
function start({ folder }: Pick<Person, 'folder'>, args: string[], input = '') {
  const env = { PATH: process.env.PATH, XDG_STATE_HOME: folder }
  const child = spawn(process.execPath, [program, ...args], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()))
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, said, ended }
}

async function run(somebody: Pick<Person, 'folder'>, args: string[], input = '') {
  const { said, ended } = start(somebody, args, input)
  return { status: await ended, ...said }
}

async function signedIn(displayName: string): Promise<Person> {
  const somebody = await person(displayName)
  const login = await run(somebody, ['login', url, somebody.login], `${PASSWORD}\n`)
  expect(login).toEqual({ status: 0, out: `Signed in at ${url} as ${somebody.login}.\n`, err: '' })
  return somebody
}

const linesOf = <Line>(text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

const codeIn = (text: string) => linesOf<{ error: { code: string } }>(text)[0]?.error.code

type Tailed = { type: string; event: { type: string; message: { body: string } } }
const bodiesIn = (text: string) =>
  linesOf<Tailed>(text).flatMap(({ event }) => (event.type === 'message.created' ? event.message.body : []))

test('what one person sends, another one’s tail prints, also what was said between two of its runs', async () => {
  const [ada, bob] = [await signedIn('Ada'), await signedIn('Bob')]
  const { id } = await ada.procedures.conversations.create.mutate({ kind: 'direct', memberIds: [bob.id] })
  const listed = await run(bob, ['conversations'])
  expect(listed).toEqual({ status: 0, out: `${id}\tdirect\t0\tAda\n`, err: '' })

  const place = join(bob.folder, 'place.json')
  const first = start(bob, ['tail', '--json', '--position', place])
  await vi.waitFor(() => stat(place), SPEAKS_WITHIN)
  expect((await run(ada, ['send', id, 'some', 'words'])).out).toBe('Sent as message 1.\n')
  await vi.waitFor(() => expect(bodiesIn(first.said.out)).toEqual(['some words']), SPEAKS_WITHIN)
  first.child.kill('SIGINT')
  expect(await first.ended).toBe(0)
  expect(first.said.err).toBe('')

  const piped = await run(ada, ['send', id, '-', '--json'], 'of many\nlines\n')
  expect(linesOf<{ body: string; number: number }>(piped.out)).toMatchObject([
    { body: 'of many\nlines', number: 2 },
  ])
  const second = start(bob, ['tail', id, '--json', '--position', place])
  await vi.waitFor(() => expect(bodiesIn(second.said.out)).toEqual(['of many\nlines']), SPEAKS_WITHIN)
  second.child.kill('SIGTERM')
  expect(await second.ended).toBe(0)
})

test('people read who said what, and nothing in it moves their cursor', async () => {
  const [ada, bob] = [await signedIn('Ada'), await signedIn('Bob')]
  const { id } = await ada.procedures.conversations.create.mutate({ kind: 'direct', memberIds: [bob.id] })
  const { child, said, ended } = start(bob, ['tail', id])
  await vi.waitFor(() => expect(said.err).toBe('Listening.\n'), SPEAKS_WITHIN)
  await ada.procedures.messages.send.mutate({ conversationId: id, body: 'look \u009b31m\u202ehere' })
  await vi.waitFor(
    () => expect(said.out).toMatch(/^\S+Z {2}Ada {2}Ada: look \ufffd31m\ufffdhere\n$/),
    SPEAKS_WITHIN,
  )
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})

test('tokens are kept where only their person can read them, and never the password', async () => {
  const ada = await signedIn('Ada')
  expect((await stat(ada.file)).mode & 0o777).toBe(0o600)
  expect((await stat(join(ada.folder, 'chatterly'))).mode & 0o777).toBe(0o700)
  const kept = await readFile(ada.file, 'utf8')
  expect(kept).toContain('refreshToken')
  expect(kept).not.toContain(PASSWORD)
})

test('commands that run together refresh worn tokens once, and all go on', async () => {
  const ada = await signedIn('Ada')
  const account = JSON.parse(await readFile(ada.file, 'utf8')) as { session: object }
  const session = { ...account.session, accessToken: 'worn.out.token' }
  await writeFile(ada.file, JSON.stringify({ ...account, session }))
  const together = await Promise.all([1, 2, 3].map(() => run(ada, ['conversations', '--json'])))
  expect(together).toEqual(Array.from({ length: 3 }, () => ({ status: 0, out: '', err: '' })))
  const kept = await readFile(ada.file, 'utf8')
  expect(kept).not.toContain('worn.out.token')
  expect((await stat(ada.file)).mode & 0o777).toBe(0o600)
  expect((await run(ada, ['conversations'])).status).toBe(0)
})

test('a wrong password signs nobody in', async () => {
  const ada = await person('Ada')
  const refused = await run(ada, ['login', url, ada.login, '--json'], 'wrong password\n')
  expect(refused).toMatchObject({ status: 3, out: '' })
  expect(codeIn(refused.err)).toBe('auth.wrong_credentials')
  const nobody = await run(ada, ['conversations', '--json'])
  expect(nobody.status).toBe(3)
  expect(codeIn(nobody.err)).toBe('not_signed_in')
})

test('a session that was ended elsewhere is told by its status, to a tail as well', async () => {
  const ada = await signedIn('Ada')
  const kept = await readFile(ada.file, 'utf8')
  expect((await run(ada, ['logout'])).out).toBe(`Signed out at ${url}.\n`)
  await expect(stat(ada.file)).rejects.toThrow('ENOENT')
  await writeFile(ada.file, kept, { mode: 0o600 })
  for (const args of [['conversations'], ['tail']]) {
    const refused = await run(ada, [...args, '--json'])
    expect(refused).toMatchObject({ status: 3, out: '' })
    expect(codeIn(refused.err)).toBe('auth.refresh_refused')
  }
  const steps = linesOf<{ step: string; state: string }>((await run(ada, ['doctor', '--json'])).out)
  expect(steps.slice(-2)).toMatchObject([
    { step: 'sign-in', state: 'failed' },
    { step: 'socket', state: 'skipped' },
  ])
})

test('a personal access token does what it may, and what it may not is refused', async () => {
  const ada = await person('Ada')
  const { token } = await ada.procedures.tokens.create.mutate({ name: 'Export', scopes: ['read'] })
  expect((await run(ada, ['login', url, '--token'], `${token}\n`)).status).toBe(0)
  const { id } = await ada.procedures.conversations.create.mutate({ kind: 'group', memberIds: [] })
  expect((await run(ada, ['conversations'])).out).toContain(id)
  const refused = await run(ada, ['send', id, 'words', '--json'])
  expect(refused).toMatchObject({ status: 4, out: '' })
  expect(codeIn(refused.err)).toBe('auth.token_forbidden')
})

test('input that does not fit, and conversations of others, are refused', async () => {
  const [ada, eve] = [await signedIn('Ada'), await signedIn('Eve')]
  const { id } = await ada.procedures.conversations.create.mutate({ kind: 'group', memberIds: [] })
  const empty = await run(ada, ['send', id, '-'], '  \n')
  expect(empty).toMatchObject({ status: 4, out: '' })
  expect(empty.err).toContain('body: Write something.')
  const foreign = await run(eve, ['tail', id, '--json'])
  expect(foreign.status).toBe(4)
  expect(codeIn(foreign.err)).toBe('conversation.not_found')
})

test('a server that is away is told by its status, and the doctor says where it ends', async () => {
  const ada = await signedIn('Ada')
  const account = JSON.parse(await readFile(ada.file, 'utf8')) as object
  const nowhere = `http://127.0.0.1:${await freePort()}`
  await writeFile(ada.file, JSON.stringify({ ...account, url: nowhere }))
  const away = await run(ada, ['conversations', '--json'])
  expect(away).toMatchObject({ status: 5, out: '' })
  expect(codeIn(away.err)).toBe('unreachable')
  const { status, out } = await run(ada, ['doctor', '--json'])
  expect(status).toBe(7)
  const steps = linesOf<{ step: string; state: string; todo?: string }>(out)
  expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    'address failed',
    'tls skipped',
    'health skipped',
    'version skipped',
    'clock skipped',
    'tokens skipped',
    'sign-in skipped',
    'socket skipped',
  ])
  expect(steps[0]?.todo).toContain('firewall')
})

test('the doctor finds everything well, and says so step by step', async () => {
  const ada = await signedIn('Ada')
  const { status, out } = await run(ada, ['doctor', '--json'])
  const steps = linesOf<{ step: string; state: string }>(out)
  expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual(
    ['address', 'tls', 'health', 'version', 'clock', 'tokens', 'sign-in', 'socket'].map(
      (step) => `${step} ok`,
    ),
  )
  expect(status).toBe(0)
  const before = await run({ folder: tmpdir() }, ['doctor', url])
  expect(before.status).toBe(0)
  expect(before.out).toMatch(/^ok +address /)
})

test.each([
  [[]],
  [['fly']],
  [['send']],
  [['login', 'no address', 'ada']],
  [['login', 'http://127.0.0.1:9']],
  [['conversations', '--unknown']],
  [['conversations', '--position', 'file']],
  [['conversations', '--account', '../../etc/passwd']],
])('%j is not how it is called', async (args) => {
  const { status, out, err } = await run({ folder: tmpdir() }, args)
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).not.toBe('')
})
