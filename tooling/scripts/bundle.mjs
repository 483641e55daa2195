import { build } from 'esbuild'
import { nativeSpread } from './native-spread.mjs'

// Makes one file of the app in whose folder it runs: everything in it but native code.
await build({
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  metafile: true,
  plugins: [nativeSpread],
  external: ['@node-rs/argon2', 'pg-native'],
  // Some of what is bundled still calls `require`.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
})
