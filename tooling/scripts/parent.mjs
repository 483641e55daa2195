import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const POLL_MS = 500

/**
 * When npm itself is killed outright, we stop as if it had asked us to. A shell that only closes does not
 * count: without npm above us, nothing is watched.
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const npm = npmProcess()
  const timer = setInterval(() => {
    if (isAlive(npm)) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, POLL_MS)
  timer.unref()
}

/** npm starts a script through a shell, which some shells replace with the script and others do not. */
function npmProcess() {
  const [grandparent, name] = ask(process.ppid)
  return /(^|\/)-?(ba|da|z|k|a)?sh$/.test(name) ? Number(grandparent) : process.ppid
}

// Slim systems have no `ps`, others no /proc.
function ask(pid) {
  if (!existsSync('/proc/self/stat')) {
    return execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
  }
  const [, name, grandparent] = /\((.*)\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return [grandparent, name]
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    // No such process.
    return false
  }
}
