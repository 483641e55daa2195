import { readdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'

/** Long enough for a home that is being made right now to get its link. */
const SETTLED_AFTER_MS = 60_000

/**
 * Removes database homes made for data folders below the system's temporary folder, once those are gone.
 * Others stay: the disk with their data folder may only be away.
 */
export async function removeDisposableHomes(systemFolder: string): Promise<void> {
  const temporary = await realpath(tmpdir())
  for (const name of await readdir(systemFolder)) {
    const home = join(systemFolder, name)
    const owner = await readFile(join(home, 'belongs-to'), 'utf8').catch(() => '')
    if (!owner.startsWith(temporary + sep)) continue
    const { mtimeMs } = await stat(join(home, 'belongs-to'))
    if (Date.now() - mtimeMs < SETTLED_AFTER_MS) continue
    const linked = await realpath(join(owner, 'postgres')).catch(() => undefined)
    if (linked !== home) await rm(home, { recursive: true, force: true })
  }
}
