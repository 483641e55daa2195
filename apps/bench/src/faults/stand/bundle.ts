import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Bundles } from './stand.ts'

const apps = fileURLToPath(new URL('../../../../', import.meta.url))

const programs = {
  server: 'server/src/main.ts',
  worker: 'worker/src/main.ts',
  crowd: 'bench/src/faults/crowd/crowd.ts',
}

export type Built = Bundles & { crowd: string; remove(): void }

/**
 * Makes the programs as a release has them, in files of this process's own, so that two harnesses do not share them.
 *
 * @param plugins change what is built; the product itself is not touched
 */
export async function buildBundles(name: string, plugins: Plugin[] = []): Promise<Built> {
  const outputs = Object.entries(programs).map(([program, entry]) => {
    const entryPoint = join(apps, entry)
    // Beside the app's own build, where it finds its migrations and its native modules.
    const app = join(apps, entry.split('/')[0] ?? '')
    return [program, { entryPoint, outfile: join(app, 'dist', `faults-${process.pid}-${name}.mjs`) }] as const
  })
  const removeNow = () => {
    for (const [, { outfile }] of outputs) rmSync(outfile, { force: true })
  }
  process.once('exit', removeNow)
  for (const [, { entryPoint, outfile }] of outputs) {
    await build({
      entryPoints: [entryPoint],
      outfile,
      plugins,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      external: ['@node-rs/argon2', 'pg-native'],
      // Some of what is bundled still calls `require`.
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: 'error',
    })
    if (!existsSync(outfile)) throw new Error(`${dirname(outfile)} was not built`)
  }
  const files = Object.fromEntries(outputs.map(([program, { outfile }]) => [program, outfile]))
  const { server = '', worker = '', crowd = '' } = files
  return {
    server,
    worker,
    crowd,
    remove() {
      process.off('exit', removeNow)
      removeNow()
    },
  }
}
