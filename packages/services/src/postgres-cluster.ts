import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { PostgresHome } from './postgres-home.ts'
import { commandOf } from './process-identity.ts'
import type { ServicesPlace } from './services-place.ts'
import { ServicesProblem } from './services-problem.ts'

const run = promisify(execFile)

export const POSTGRES_ACCOUNT = 'chatterly'

export const clusterFolder = (home: PostgresHome) => join(home.folder, 'cluster')

/** The major version that made the cluster, or undefined when there is none yet. */
export async function clusterMajor(home: PostgresHome): Promise<number | undefined> {
  const text = await readFile(join(clusterFolder(home), 'PG_VERSION'), 'utf8').catch(() => '')
  return Number.parseInt(text, 10) || undefined
}

/** The password of the cluster's only account, made at random the first time. */
export async function clusterPassword(place: ServicesPlace): Promise<string> {
  const file = join(place.dataDir, 'postgres.password')
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known) return known
  const password = randomBytes(24).toString('hex')
  await writeFile(file, password, { mode: 0o600 })
  return password
}

/** Makes the cluster if there is none. A half-made one, left by a crash, is never taken for whole. */
export async function ensureCluster(initdb: string, home: PostgresHome, password: string): Promise<void> {
  const cluster = clusterFolder(home)
  if ((await clusterMajor(home)) !== undefined) return checkOwner(cluster, home)
  const draft = `${cluster}.new`
  const passwordFile = join(home.folder, 'initial-password')
  await rm(draft, { recursive: true, force: true })
  try {
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (home.uid !== undefined && home.gid !== undefined) await chown(passwordFile, home.uid, home.gid)
    await run(initdb, initdbArgs(draft, passwordFile), { cwd: home.folder, uid: home.uid, gid: home.gid })
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(draft, cluster)
}

const initdbArgs = (folder: string, passwordFile: string) => [
  `--pgdata=${folder}`,
  `--username=${POSTGRES_ACCOUNT}`,
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C.UTF-8',
]

async function checkOwner(cluster: string, home: PostgresHome): Promise<void> {
  const { uid } = await stat(cluster)
  if (uid === (home.uid ?? process.getuid?.())) return
  throw new ServicesProblem(
    `The database in ${cluster} belongs to another account (number ${uid}). ` +
      'Start Chatterly as the account that made it, or choose another folder with CHATTERLY_DATA_DIR.',
  )
}

const STOP_WITHIN_MS = 20_000

/**
 * After a crash: stops a server that still runs on the cluster, and removes the note of one that is gone,
 * which PostgreSQL would otherwise believe once the process number belongs to somebody else.
 * Only for the holder of the data folder's lock.
 */
export async function clearAfterCrash(home: PostgresHome): Promise<void> {
  const note = join(clusterFolder(home), 'postmaster.pid')
  const [firstLine = ''] = (await readFile(note, 'utf8').catch(() => '')).split('\n')
  const pid = Number(firstLine)
  if (!pid) return
  const isOurs = () => commandOf(pid)?.includes(clusterFolder(home)) ?? false
  if (isOurs()) process.kill(pid, 'SIGINT')
  const deadline = Date.now() + STOP_WITHIN_MS
  while (isOurs()) {
    if (Date.now() > deadline)
      throw new ServicesProblem(`A server from an earlier start (process ${pid}) does not stop.`)
    await sleep(100)
  }
  await rm(note, { force: true })
}
