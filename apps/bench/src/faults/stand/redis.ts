import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram, pathFolders } from '@chatterly/services/find-program'
import { askRedis, isNewEnough } from '@chatterly/services/redis-answers'
import { Redis } from 'ioredis'
import { Program } from './program.ts'

/** Redis, a child of ours, that forgets everything whenever it ends. */
export type RedisServer = {
  program: Program
  port: number
  /** For what the nemesis does to it. Close it. */
  admin(): Redis
}

export async function startRedis(dataDir: string, port: number): Promise<RedisServer> {
  const found = await findProgram({
    names: ['redis-server', 'valkey-server'],
    folders: [...pathFolders(), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'],
    isAcceptable: ({ version }) => isNewEnough(version),
    wanted: 'Redis or Valkey',
    log: () => {},
  })
  if (!found) throw new Error('The fault runs need redis-server or valkey-server on this machine.')
  const folder = join(dataDir, 'redis')
  await mkdir(folder, { recursive: true })
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' }
  const program = new Program({
    name: 'redis',
    command: found.path,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    cwd: folder,
    logFile: join(dataDir, 'redis.log'),
    isReady: () =>
      askRedis(`redis://127.0.0.1:${port}`).then(
        () => true,
        () => false,
      ),
  })
  await program.start()
  return {
    program,
    port,
    admin() {
      const admin = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: 1, retryStrategy: () => 100 })
      // It is away because the nemesis wants it so.
      admin.on('error', () => undefined)
      return admin
    },
  }
}
