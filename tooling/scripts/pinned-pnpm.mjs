import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from './run-program.mjs'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const isHere = () => {
  try {
    return (
      `pnpm@${execFileSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim()}` ===
      packageManager
    )
  } catch {
    // No pnpm on this machine: npx fetches the pinned one.
    return false
  }
}

const env = {
  ...process.env,
  // npx stands beside node, also where only node's full path was known.
  PATH: [process.env.PATH, dirname(process.execPath)].filter(Boolean).join(delimiter),
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
}

/** Runs the pnpm that package.json pins. Throws `ProgramFailed` when it fails. */
export function pnpm(args, extraEnv = {}) {
  const [command, ...first] = isHere() ? ['pnpm'] : ['npx', '-y', packageManager]
  return runProgram(command, [...first, ...args], { cwd: root, env: { ...env, ...extraEnv } })
}
