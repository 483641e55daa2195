// Stands between Chatterly and one program it started, and stops that program when Chatterly is gone,
// however it went. Plain JavaScript, because it must start at once and depend on no loader.
// Started with a plan as its only argument; its standard input is a pipe that ends when the parent does.
import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { constants } from 'node:os'

const plan = JSON.parse(process.argv[2])
const output = plan.logFile ? openSync(plan.logFile, 'a', 0o600) : 'inherit'
const program = spawn(plan.command, plan.args, {
  cwd: plan.cwd,
  uid: plan.uid,
  gid: plan.gid,
  stdio: ['ignore', output, output],
})

let isStopping = false
function stop() {
  if (isStopping) return
  isStopping = true
  program.kill(plan.stopSignal)
  setTimeout(() => program.kill('SIGKILL'), plan.graceMs)
}

program.on('error', (problem) => {
  process.stderr.write(`${plan.command}: ${problem.message}\n`)
  process.exit(127)
})
program.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))

process.stdin.on('end', stop).on('close', stop).on('error', stop).resume()
process.on('SIGTERM', stop)
// Ctrl-C and a closing terminal are for the parent to answer, in its own order.
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})
