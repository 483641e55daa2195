import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './pinned-pnpm.mjs'
import { runProgram } from './run-program.mjs'

/** Runs a TypeScript program of this checkout, in one process that signals reach directly. */
export function runTypeScript(file) {
  // The loader is named by its file: Node would look for it from the folder the command was typed in.
  const tsx = pathToFileURL(createRequire(join(root, 'package.json')).resolve('tsx')).href
  return runProgram(process.execPath, ['--import', tsx, join(root, file)], { cwd: root })
}
