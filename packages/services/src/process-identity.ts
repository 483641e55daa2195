import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * When a process began, in the system's own words, or undefined when there is no such process.
 * With its number it names a process for good: numbers are given out again.
 */
export function birthOf(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return ask(pid, 'lstart=')
  const stat = readProc(pid, 'stat')
  if (stat === undefined) return undefined
  // After the parenthesised name: state is the first field, the start time the twentieth.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? undefined : fields[19]
}

/** The command line of a process, or undefined when there is none. */
export function commandOf(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return ask(pid, 'command=')
  return readProc(pid, 'cmdline')?.replaceAll('\0', ' ')
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    // The process is gone.
    return undefined
  }
}

function ask(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    // `ps` fails when it finds no such process.
    return undefined
  }
}
