import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts processor time in hundredths of a second on every Linux that Node runs on. */
const MICROS_PER_TICK = 10_000

export type ProcessTimes = {
  parent: number
  /** Microseconds of processor time. */
  own: number
  /** The same of children that have ended. */
  ended: number
}

/** @param stat a line of /proc/<pid>/stat; the name in it may hold spaces and parentheses */
export function parseStat(stat: string): ProcessTimes {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const ticks = (at: number) => fields[at] ?? 0
  return {
    parent: ticks(1),
    own: (ticks(11) + ticks(12)) * MICROS_PER_TICK,
    ended: (ticks(13) + ticks(14)) * MICROS_PER_TICK,
  }
}

/** @param status the text of /proc/<pid>/status */
export function parseResidentBytes(status: string): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? []
  if (kibibytes === undefined) throw new Error('The process has no resident memory')
  return Number(kibibytes) * 1024
}

export const cpuMicrosOf = (pid: number) => parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8')).own

export const residentBytesOf = (pid: number) =>
  parseResidentBytes(readFileSync(`/proc/${pid}/status`, 'utf8'))

/** A process with all its children, those that have ended too. */
export function treeCpuMicrosOf(pid: number): number {
  const { own, ended } = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readTimes)
    .filter((times) => times?.parent === pid)
  return children.reduce((sum, times) => sum + (times?.own ?? 0), own + ended)
}

/** Nothing when the process has ended since it was listed. */
function readTimes(pid: string): ProcessTimes | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && ['ENOENT', 'ESRCH'].includes(String(problem.code)))
      return undefined
    throw problem
  }
}
