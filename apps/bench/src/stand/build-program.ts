import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const BUNDLE = fileURLToPath(new URL('../../../../tooling/scripts/bundle.mjs', import.meta.url))

/**
 * Makes the program as a release has it, so that nobody measures yesterday's. Says where it is.
 *
 * @param folder of the app
 */
export async function buildProgram(folder: string): Promise<string> {
  const [status] = (await once(
    spawn(process.execPath, [BUNDLE], { cwd: folder, stdio: 'inherit' }),
    'exit',
  )) as [number]
  const built = join(folder, 'dist/main.mjs')
  if (status !== 0 || !existsSync(built)) throw new Error(`${folder} could not be built`)
  return built
}
