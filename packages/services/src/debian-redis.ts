import { execFile } from 'node:child_process'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { ServicesPlace } from './services-place.ts'
import { reasonOf } from './services-problem.ts'

const run = promisify(execFile)

/** Long enough for a slow mirror, short enough to leave the next choice its turn. */
const DOWNLOAD_WITHIN_MS = 60_000

export type UnpackedRedis = { program: string; libraryPath: string }

/** Fetches and unpacks the redis-server package of Debian or Ubuntu; undefined where that cannot be done. */
export async function debianRedis({ dataDir, log }: ServicesPlace): Promise<UnpackedRedis | undefined> {
  const folder = join(dataDir, 'redis-package')
  try {
    if (!(await exists(folder))) await fetchPackage(folder)
    const files = await readdir(folder, { recursive: true, withFileTypes: true })
    const libraries = files.filter(({ name }) => /\.so(\.|$)/.test(name)).map(({ parentPath }) => parentPath)
    return {
      program: join(folder, 'usr/bin/redis-server'),
      libraryPath: [...new Set(libraries)].join(delimiter),
    }
  } catch (problem) {
    log(
      `The distribution's Redis package cannot be fetched here (${reasonOf(problem).trim().split('\n')[0]}).`,
    )
    return undefined
  }
}

async function fetchPackage(folder: string): Promise<void> {
  const draft = `${folder}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  await apt(['download', ...(await missingPackages())], draft)
  for (const file of await readdir(draft)) {
    await run('dpkg', ['-x', join(draft, file), draft])
    await rm(join(draft, file))
  }
  await rename(draft, folder)
}

/** redis-server and what it needs that this machine lacks, as apt would install them. */
async function missingPackages(): Promise<string[]> {
  const plan = await apt(['install', '--simulate', '--no-install-recommends', 'redis-server'])
  const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name)
  return names.length > 0 ? names : ['redis-server', 'redis-tools']
}

async function apt(args: readonly string[], cwd?: string): Promise<string> {
  const { stdout } = await run('apt-get', ['-q', '-o', 'Debug::NoLocking=1', ...args], {
    cwd,
    timeout: DOWNLOAD_WITHIN_MS,
    env: { ...process.env, LC_ALL: 'C' },
  })
  return stdout
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
