import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readFile,
  realpath,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { removeDisposableHomes } from './disposable-homes.ts'
import type { ServicesPlace } from './services-place.ts'
import { ServicesProblem } from './services-problem.ts'

/** Where the database lives and as whom its server runs; without an id, as ourselves. */
export type PostgresHome = { folder: string; uid?: number; gid?: number }

export type Account = { uid: number; gid: number }

/** For databases of a checkout that no other account may enter. */
const SYSTEM_FOLDER = '/var/lib/chatterly'

/**
 * PostgreSQL refuses to run as root, so root lends it an ordinary account, and a folder which that account
 * can reach: below the data folder when possible, else elsewhere with a link from there.
 */
export async function openPostgresHome(place: ServicesPlace): Promise<PostgresHome> {
  const folder = join(place.dataDir, 'postgres')
  if (process.getuid?.() !== 0) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return { folder: await realpath(folder) }
  }
  const account = unprivilegedAccount()
  if (await canReach(account, place.dataDir)) return ownedHome(folder, account)
  return linkedHome(folder, place, account)
}

/** Whether the account may pass through every folder down to this one, by their modes. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  for (let at = await realpath(folder); ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

async function ownedHome(folder: string, account: Account): Promise<PostgresHome> {
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
  await chown(folder, account.uid, account.gid)
  return { folder: await realpath(folder), ...account }
}

async function linkedHome(link: string, place: ServicesPlace, account: Account): Promise<PostgresHome> {
  const existing = await realpath(link).catch(() => undefined)
  if (existing !== undefined && (await ownerOf(existing)) === place.dataDir)
    return ownedHome(existing, account)
  await removeLink(link)
  const folder = join(SYSTEM_FOLDER, randomBytes(6).toString('hex'))
  await mkdir(folder, { recursive: true })
  await chmod(SYSTEM_FOLDER, 0o755)
  await removeDisposableHomes(SYSTEM_FOLDER)
  await writeFile(ownerFile(folder), place.dataDir)
  await symlink(folder, link)
  place.log(`PostgreSQL cannot run as root nor look into ${place.dataDir}: its files are in ${folder}.`)
  return ownedHome(folder, account)
}

const ownerFile = (folder: string) => join(folder, 'belongs-to')

// A copy of a data folder brings a copy of the link; the database behind it stays with the original.
const ownerOf = (folder: string) => readFile(ownerFile(folder), 'utf8').catch(() => undefined)

async function removeLink(link: string): Promise<void> {
  const entry = await lstat(link).catch(() => undefined)
  if (entry?.isSymbolicLink()) await unlink(link)
  else if (entry)
    throw new ServicesProblem(`${link} is in a folder that only root may enter. Move it away first.`)
}

function unprivilegedAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name)
    const gid = idOf('-g', name)
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new ServicesProblem(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to lend it.',
  )
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    // There is no such account.
    return undefined
  }
}
