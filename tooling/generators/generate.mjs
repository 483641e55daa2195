import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { sliceOrder } from '../structure/slice-order.mjs'
import { operationNames, sliceNames } from './names.mjs'
import { inputShape, operationFiles } from './operation-templates.mjs'
import { refusalLine, sliceFiles } from './slice-templates.mjs'

const checkout = resolve(import.meta.dirname, '../..')
const REFUSALS = 'packages/protocol/src/refusals.ts'

/** Writes a slice with one procedure, and answers with the paths it wrote. @param {string} root @param {string | undefined} name */
export function newSlice(root, name) {
  const names = sliceNames(name)
  if (!sliceOrder.includes(names.slice)) {
    throw new Error(`"${names.slice}" has no place yet: give it one in tooling/structure/slice-order.mjs.`)
  }
  if (sliceOrder.indexOf(names.slice) < sliceOrder.indexOf('users') || names.slice === 'realtime') {
    throw new Error(`"${names.slice}" is not made of people's things: write it by hand.`)
  }
  const refusals = withRefusal(readFileSync(join(root, REFUSALS), 'utf8'), refusalLine(names))
  return write(root, sliceFiles(names), { [REFUSALS]: refusals })
}

/** Writes an operation with its input and its test. @param {string} root @param {string | undefined} slice @param {string | undefined} name */
export function newOperation(root, slice, name) {
  const names = sliceNames(slice)
  const operation = operationNames(name)
  const shapesPath = `packages/protocol/src/${names.slice}/shapes.ts`
  const schemaPath = `packages/db/src/schema/${names.slice}.ts`
  const shapes = mustHold(root, shapesPath, `${names.One}Id`)
  mustHold(root, schemaPath, `export type ${names.One}Row`)
  mustHold(root, REFUSALS, `'${names.one}.not_found'`)
  if (new RegExp(`\\b${operation.Act}\\b`).test(shapes))
    throw new Error(`${shapesPath} has a ${operation.Act} already.`)
  return write(root, operationFiles(names, operation), {
    [shapesPath]: shapes + inputShape(names, operation),
  })
}

/** @param {string} root @param {string} path @param {string} text */
function mustHold(root, path, text) {
  const found = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''
  if (!found.includes(text)) throw new Error(`${path} has no "${text}", on which the operation would stand.`)
  return found
}

/** @param {string} refusals @param {string} line */
function withRefusal(refusals, line) {
  const lines = refusals.split('\n')
  const isEntry = (/** @type {string} */ text) => /^ {2}'[\w.]+': \{/.test(text)
  if (lines.includes(line)) return refusals
  const after = lines.findIndex((other) => isEntry(other) && other > line)
  const place = after === -1 ? lines.findLastIndex(isEntry) + 1 : after
  return lines.toSpliced(place, 0, line).join('\n')
}

/** @param {string} root @param {Record<string, string>} added @param {Record<string, string>} changed */
function write(root, added, changed) {
  const existing = Object.keys(added).filter((path) => existsSync(join(root, path)))
  if (existing.length > 0) throw new Error(`These exist already: ${existing.join(', ')}`)
  const files = { ...added, ...changed }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  format(root, Object.keys(files))
  return Object.keys(files)
}

/** @param {string} root @param {string[]} paths */
function format(root, paths) {
  const biome = join(checkout, 'node_modules/.bin/biome')
  const args = ['format', '--write', `--config-path=${join(checkout, 'biome.json')}`, ...paths]
  const { status, stderr } = spawnSync(biome, args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The files are written but not formatted: ${stderr}`)
}
