/**
 * How one noun is written in its places: `webhooks` → `webhook`, `Webhook`.
 *
 * @typedef {{ slice: string, table: string, one: string, One: string }} SliceNames
 * @typedef {{ file: string, act: string, Act: string }} OperationNames
 */

const WORDS = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** @param {string | undefined} slice @returns {SliceNames} */
export function sliceNames(slice) {
  if (!slice || !WORDS.test(slice))
    throw new Error(`A slice is named in small letters, like "reactions": ${slice ?? ''}`)
  const one = camel(/[^s]s$/.test(slice) ? slice.slice(0, -1) : slice)
  return { slice, table: camel(slice), one, One: capital(one) }
}

/** @param {string | undefined} file @returns {OperationNames} */
export function operationNames(file) {
  if (!file || !WORDS.test(file) || !file.includes('-')) {
    throw new Error(`An operation is named verb-noun in small letters, like "pin-message": ${file ?? ''}`)
  }
  return { file, act: camel(file), Act: capital(camel(file)) }
}

/** @param {string} words */
const camel = (words) => words.replace(/-([a-z0-9])/g, (_, letter) => String(letter).toUpperCase())

/** @param {string} word */
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1)
