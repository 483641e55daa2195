import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** A piece of the product's source and what stands there instead, in what is built for one run. */
export type SourceChange = { file: string; from: string; to: string }

export type PlantedBug = {
  name: string
  words: string
  /** The fault under which it shows. */
  under: string
  noticedBy: readonly string[]
  changes: readonly SourceChange[]
}

/** Changes the source while it is bundled. The files themselves stay as they are. */
export const plant = (changes: readonly SourceChange[]): Plugin => ({
  name: 'plant',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const own = changes.filter(({ file }) => path.endsWith(`/${file}`))
      if (own.length === 0) return undefined
      const source = await readFile(path, 'utf8')
      return { loader: 'ts', contents: own.reduce(replaceOnce, source) }
    })
  },
})

/**
 * @throws when what is to be replaced is not there, or not once: the product has changed, and the bug with it is none
 */
export function replaceOnce(source: string, { file, from, to }: SourceChange): string {
  const count = source.split(from).length - 1
  if (count !== 1) throw new Error(`${file} holds ${count} times what one bug replaces: ${from}`)
  return source.replace(from, () => to)
}
