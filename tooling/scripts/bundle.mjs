import { build } from 'esbuild'
import { nativeSpread } from './native-spread.mjs'

// Makes one file of the app in whose folder it runs: everything in it but native code. Another name than the usual may follow.
await build({
  entryPoints: ['src/main.ts'],
  outfile: process.argv[2] ?? 'dist/main.mjs',
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
