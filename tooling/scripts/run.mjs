// npm start, npm test and npm run fuzz: everything from a fresh clone on, with nothing but Node on the machine.
import { join } from 'node:path'
import { install } from './install.mjs'
import { stopWithNpm } from './parent.mjs'
import { pnpm, root } from './pinned-pnpm.mjs'
import { exitStatusOf, runProgram } from './run-program.mjs'
import { runTypeScript } from './typescript-program.mjs'

const commands = {
  async start() {
    await install()
    await pnpm(['exec', 'turbo', 'run', 'build', '--output-logs=errors-only'])
    await runTypeScript('packages/services/src/serve.ts')
  },
  async test(steps) {
    await install()
    await runProgram(process.execPath, [join(root, 'tooling/scripts/check.mjs'), ...steps])
  },
  async fuzz(options) {
    await install()
    await pnpm(['--filter', '@chatterly/bench', 'bench', 'fuzz', ...options])
  },
}

const [name, ...args] = process.argv.slice(2)
const command = commands[name]
if (command === undefined) {
  process.stderr.write('Usage: node tooling/scripts/run.mjs start|test [steps]|fuzz [options]\n')
  process.exit(2)
}
stopWithNpm()
process.exitCode = await exitStatusOf(() => command(args))
