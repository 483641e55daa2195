import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder with a space in its name, which everybody may enter, gone when the test is. */
export async function testFolder(): Promise<string> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'chatterly-services-')))
  onTestFinished(() => rm(parent, { recursive: true, force: true }))
  await chmod(parent, 0o755)
  const folder = join(parent, 'a data folder')
  await mkdir(folder)
  return folder
}
