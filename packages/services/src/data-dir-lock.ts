import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { birthOf } from './process-identity.ts'
import { ServicesProblem } from './services-problem.ts'

/**
 * Makes this process the only one that runs services in the folder, and returns the way to give it back.
 * A lock whose process is gone does not count.
 * @throws ServicesProblem when another process holds it
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, 'services.lock')
  const mine = `${process.pid} ${birthOf(process.pid)}`
  if (!(await claim(file, mine))) {
    const holder = await readFile(file, 'utf8')
    if (isAlive(holder)) throw new ServicesProblem(alreadyRunning(dataDir, holder))
    await rm(file, { force: true })
    if (!(await claim(file, mine)))
      throw new ServicesProblem(alreadyRunning(dataDir, await readFile(file, 'utf8')))
  }
  return () => rm(file, { force: true })
}

async function claim(file: string, mine: string): Promise<boolean> {
  try {
    await writeFile(file, mine, { flag: 'wx' })
    return true
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'EEXIST') return false
    throw problem
  }
}

function isAlive(holder: string): boolean {
  const [pid, ...birth] = holder.split(' ')
  return birthOf(Number(pid)) === birth.join(' ')
}

const alreadyRunning = (dataDir: string, holder: string) =>
  `Services are already running for ${dataDir} (process ${holder.split(' ')[0]}). ` +
  'Stop that one first, or choose another folder with CHATTERLY_DATA_DIR.'
