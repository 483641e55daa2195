import { resolve } from 'node:path'
import { newOperation, newSlice } from './generate.mjs'

const root = resolve(import.meta.dirname, '../..')
const [kind, ...names] = process.argv.slice(2)

const USAGE = `pnpm new slice <name>                      for example: pnpm new slice reactions
pnpm new operation <slice> <verb-noun>     for example: pnpm new operation messages pin-message`

const AFTER_SLICE = `Next: name the table in packages/db/src/database.ts, run "pnpm --filter @chatterly/db generate",
and add the router to packages/domain/src/router.ts.`

const AFTER_OPERATION = `Next: say in the operation what it changes and who may, and call it from the slice's router.ts.`

try {
  if (kind !== 'slice' && kind !== 'operation') throw new Error(USAGE)
  const [first, second, ...more] = names
  if (more.length > 0 || (kind === 'slice' && second !== undefined)) throw new Error(USAGE)
  const written = kind === 'slice' ? newSlice(root, first) : newOperation(root, first, second)
  console.log(`${written.join('\n')}\n\n${kind === 'slice' ? AFTER_SLICE : AFTER_OPERATION}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
