// pnpm dev: services, then server, worker and web, each again whenever its files change.
import { install } from './install.mjs'
import { exitStatusOf } from './run-program.mjs'
import { runTypeScript } from './typescript-program.mjs'

process.exitCode = await exitStatusOf(async () => {
  await install()
  await runTypeScript('packages/services/src/dev.ts')
})
