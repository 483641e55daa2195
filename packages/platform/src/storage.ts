import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Resolves when a file can be written and removed where uploads are kept.
 * @throws the error of the file system
 */
export async function checkStorage(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'files')
  const probe = join(folder, `.probe-${randomUUID()}`)
  await mkdir(folder, { recursive: true })
  await writeFile(probe, 'probe')
  await rm(probe)
}
