import { readdirSync, readFileSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { embeddedPostgres } from '@chatterly/services/embedded-postgres'
import { findProgram, pathFolders, versionFolders } from '@chatterly/services/find-program'
import {
  askPostgres,
  createDatabase,
  maintenanceUrl,
  OLDEST_POSTGRES,
} from '@chatterly/services/postgres-answers'
import {
  clusterFolder,
  clusterPassword,
  ensureCluster,
  POSTGRES_ACCOUNT,
} from '@chatterly/services/postgres-cluster'
import { openPostgresHome, type PostgresHome } from '@chatterly/services/postgres-home'
import { birthOf } from '@chatterly/services/process-identity'
import type { ServicesPlace } from '@chatterly/services/services-place'
import { parseStat } from '../../measure/proc-stat.ts'
import { Program } from './program.ts'

/** PostgreSQL, a child of ours, with a cluster of its own. Durable: fsync is on. */
export type Cluster = {
  program: Program
  port: number
  urlAt(port: number): string
  /** Kills every process of it at once, as a machine that loses its power does. */
  pullPlug(): Promise<void>
}

export async function startCluster(place: ServicesPlace, port: number): Promise<Cluster> {
  const home = await openPostgresHome(place)
  const bin = await findBin(place, home)
  const password = await clusterPassword(place)
  await ensureCluster(join(bin, 'initdb'), home, password)
  const urlAt = (at: number) => `postgres://${POSTGRES_ACCOUNT}:${password}@127.0.0.1:${at}/chatterly`
  const program = new Program({
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', clusterFolder(home), ...settings(port)],
    logFile: join(place.dataDir, 'postgres.log'),
    cwd: home.folder,
    uid: home.uid,
    gid: home.gid,
    isReady: () =>
      askPostgres(maintenanceUrl(urlAt(port))).then(
        () => true,
        () => false,
      ),
  })
  await program.start()
  await createDatabase(urlAt(port))
  return {
    program,
    port,
    urlAt,
    async pullPlug() {
      const { pid } = program
      const children = pid === undefined ? [] : childrenOf(pid)
      const gone = program.kill('SIGKILL')
      for (const child of children) killIfThere(child)
      await gone
      // A server that starts beside the last breath of the one before refuses to.
      while (children.some(isThere)) await sleep(10)
    },
  }
}

async function findBin(place: ServicesPlace, home: PostgresHome): Promise<string> {
  const found = await findProgram({
    names: ['postgres'],
    folders: [...pathFolders(), ...(await versionFolders('/usr/lib/postgresql', /^\d+$/, 'bin'))],
    isAcceptable: ({ version }) => version.major >= OLDEST_POSTGRES,
    wanted: `PostgreSQL ${OLDEST_POSTGRES} or newer`,
    log: () => {},
  })
  if (found) return dirname(await realpath(found.path))
  const packaged = await embeddedPostgres(home)
  if (packaged) return join(packaged, 'bin')
  place.log('There is no PostgreSQL for this kind of machine.')
  throw new Error('The fault runs need a PostgreSQL they can kill.')
}

const settings = (port: number) =>
  Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    fsync: 'on',
    synchronous_commit: 'on',
    logging_collector: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)

function parentOf(pid: number): number | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8')).parent
  } catch {
    // It has ended since it was listed.
    return undefined
  }
}

const isThere = (pid: number) => birthOf(pid) !== undefined

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was quicker.
  }
}
