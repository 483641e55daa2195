import { execFileSync, spawn } from 'node:child_process'
import { chmod, chown, cp, lchown, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { repositoryRoot } from './repository.ts'

export type Person = { name: string; uid?: number; gid?: number }

export type CheckoutCopy = { home: string; checkout: string; person: Person; remove(): Promise<void> }

/** What git would give a fresh clone, in a folder with a space in its name, below a home closed to others. */
export async function copyCheckout(person: Person): Promise<CheckoutCopy> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'chatterly-home-')))
  await chmod(home, 0o700)
  const checkout = join(home, 'my projects', 'chatterly')
  for (const file of knownFiles()) {
    await mkdir(dirname(join(checkout, file)), { recursive: true })
    await cp(join(repositoryRoot, file), join(checkout, file))
  }
  if (person.uid !== undefined && person.gid !== undefined) await giveTo(home, person.uid, person.gid)
  return { home, checkout, person, remove: () => remove(home, checkout) }
}

/** Starts npm as that person, who has nothing but node, npm and the name of the registry. */
export function runNpm(
  { home, checkout, person }: CheckoutCopy,
  args: string[],
  env: NodeJS.ProcessEnv = {},
) {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
  return spawn('npm', args, {
    cwd: checkout,
    uid: person.uid,
    gid: person.gid,
    env: {
      ...bareEnvironment(),
      HOME: home,
      npm_config_registry: registry,
      pnpm_config_registry: registry,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** The command lines of processes that have to do with the copy. */
export async function processesOf({ home, checkout }: CheckoutCopy): Promise<string[]> {
  const database = await realpath(join(checkout, '.data', 'postgres')).catch(() => home)
  const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.includes(home) || line.includes(database))
}

const knownFiles = () =>
  execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  })
    .split('\0')
    .filter(Boolean)

const PASSED_ON = /^(PATH|LANG|LC_ALL|TZ|TMPDIR|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|https?_proxy|no_proxy)$/i

const bareEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name)))

async function giveTo(folder: string, uid: number, gid: number): Promise<void> {
  await chown(folder, uid, gid)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, gid)
  }
}

async function remove(home: string, checkout: string): Promise<void> {
  // Where root cannot keep the database below a closed home, a link says where it is.
  const database = await realpath(join(checkout, '.data', 'postgres')).catch(() => undefined)
  if (database) await rm(database, { recursive: true, force: true })
  await rm(home, { recursive: true, force: true })
}
