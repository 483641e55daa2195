import { readFile } from 'node:fs/promises'

const PATTERN = /function _objectSpread2\(e\) \{[\s\S]*?\n\}\n/

/**
 * tRPC is published for engines that know no object spread, and copies the options of every call at every step with
 * a function that defines properties one by one. The engine does the same several times as fast.
 */
export const nativeSpread = {
  name: 'native-spread',
  setup(build) {
    let found = 0
    build.onLoad({ filter: /@trpc\/server\/dist\/[^/]+\.mjs$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!PATTERN.test(text)) return undefined
      found += 1
      return { contents: text.replace(PATTERN, 'const _objectSpread2 = Object.assign\n'), loader: 'js' }
    })
    build.onEnd(({ metafile }) => {
      const bundlesTrpc = Object.keys(metafile.inputs).some((path) => path.includes('@trpc/server/'))
      if (bundlesTrpc && found !== 1) throw new Error(`The spread of tRPC was found ${found} times`)
    })
  },
}
