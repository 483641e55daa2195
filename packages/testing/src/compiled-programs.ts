import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const BUNDLE = join(ROOT, 'tooling/scripts/bundle.mjs')
const apps = ['server', 'worker'] as const
export type App = (typeof apps)[number]

export const folderOf = (app: App) => join(ROOT, 'apps', app)

/**
 * Makes one file of each program, as for a release: tests start them dozens of times, and compiling was most of each
 * start. What is made goes with the function that is answered.
 */
export async function compilePrograms(): Promise<() => Promise<void>> {
  const file = `dist/test-${randomBytes(6).toString('hex')}.mjs`
  await Promise.all(
    apps.map((app) => promisify(execFile)(process.execPath, [BUNDLE, file], { cwd: folderOf(app) })),
  )
  process.env.CHATTERLY_TEST_PROGRAM = file
  const made = apps.flatMap((app) => [file, `${file}.map`].map((each) => join(folderOf(app), each)))
  return async () => void (await Promise.all(made.map((path) => rm(path))))
}

/** @throws Error where nothing was compiled */
export function compiledProgram(): string {
  const file = process.env.CHATTERLY_TEST_PROGRAM
  if (!file) throw new Error('The programs are compiled by the set-up of vitest.workspace.ts')
  return file
}
