import { spawn } from 'node:child_process'
import { chmod, readFile, realpath, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Redis } from 'ioredis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { birthOf } from './process-identity.ts'
import { testFolder } from './test-folder.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

async function runMain(dataDir: string) {
  const program = spawn(process.execPath, ['--import', tsx, main], {
    env: { ...process.env, CHATTERLY_DATA_DIR: dataDir, DATABASE_URL: '', REDIS_URL: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void program.kill('SIGKILL'))
  const exited = new Promise<number | null>((resolve) => program.once('exit', resolve))
  for await (const line of createInterface(program.stdout)) {
    const url = /^REDIS_URL=(.*)$/.exec(line)?.[1]
    if (url) return { program, exited, servers: [await postgresPid(dataDir), await redisPid(url)] }
  }
  throw new Error('The services did not start.')
}

const postgresPid = async (dataDir: string) =>
  Number.parseInt(await readFile(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8'), 10)

async function redisPid(url: string): Promise<number> {
  const redis = new Redis(url)
  const info = await redis.info('server')
  redis.disconnect()
  return Number(/process_id:(\d+)/.exec(info)?.[1])
}

const running = (pids: number[]) => pids.filter((pid) => birthOf(pid) !== undefined)

async function gone(pids: number[]): Promise<boolean> {
  for (let left = 150; left > 0 && running(pids).length > 0; left -= 1) await sleep(100)
  return running(pids).length === 0
}

describe('nothing is left behind', { timeout: 90_000 }, () => {
  test('when the program is killed outright; and the next start is not held up', async () => {
    const dataDir = await testFolder()
    const first = await runMain(dataDir)
    expect(running(first.servers)).toEqual(first.servers)
    first.program.kill('SIGKILL')
    expect(await gone(first.servers)).toBe(true)
    const second = await runMain(dataDir)
    second.program.kill('SIGTERM')
    expect(await second.exited).toBe(0)
    expect(running(second.servers)).toEqual([])
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('when it is asked to stop by %s', async (signal) => {
    const { program, exited, servers } = await runMain(await testFolder())
    program.kill(signal)
    expect(await exited).toBe(0)
    expect(running(servers)).toEqual([])
  })

  test('from a home that only its owner may enter', async () => {
    const dataDir = await testFolder()
    await chmod(dirname(dataDir), 0o700)
    const { program, exited, servers } = await runMain(dataDir)
    const home = await realpath(join(dataDir, 'postgres'))
    onTestFinished(() => rm(home, { recursive: true, force: true }))
    program.kill('SIGTERM')
    expect(await exited).toBe(0)
    expect(running(servers)).toEqual([])
  })
})
