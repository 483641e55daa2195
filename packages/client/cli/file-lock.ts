import { open, rm, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const RETRY_MS = 25
/** Milliseconds after which whoever holds it has died: a refresh takes a fraction of a second. */
const STALE_MS = 10_000

/** One at a time, of all programs on this machine that name the same path. */
export async function oneAtATime<Answer>(path: string, act: () => Promise<Answer>): Promise<Answer> {
  const lock = `${path}.lock`
  while (!(await take(lock))) await sleep(RETRY_MS)
  try {
    return await act()
  } finally {
    await rm(lock, { force: true })
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const taken = await stat(lock).catch(() => undefined)
    if (taken && Date.now() - taken.mtimeMs > STALE_MS) await rm(lock, { force: true })
    return false
  }
}
