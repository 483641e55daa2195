import { spawn } from 'node:child_process'

/** A program ended with a failure, which it has explained itself. */
class ProgramFailed extends Error {
  constructor(command, status) {
    super(`${command} ended with status ${status}.`)
    this.status = status
  }
}

/**
 * Runs a program with our input and output until it ends. Being asked to stop asks it to stop, and waits.
 * Throws when it fails; `exitStatusOf` turns that into a status.
 */
export function runProgram(command, args, options = {}) {
  const program = spawn(command, args, { stdio: 'inherit', ...options })
  const forward = (signal) => program.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    program.once('error', reject)
    program.once('exit', (code) => {
      for (const each of signals) process.off(each, forward)
      if (code === 0) resolve()
      else reject(new ProgramFailed(command, code ?? 1))
    })
  })
}

/** 0 when the act succeeds, the program's own status when one failed. Bugs of ours are thrown on. */
export async function exitStatusOf(act) {
  try {
    await act()
    return 0
  } catch (problem) {
    if (problem instanceof ProgramFailed) return problem.status
    throw problem
  }
}
