import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Folders nobody writes by hand. */
export const NOT_SOURCE = new Set([
  'node_modules',
  'dist',
  'dist-gate',
  '.data',
  '.turbo',
  'test-results',
  'playwright-report',
])
const SOURCE = /\.(ts|tsx|mts|mjs|js)$/

/**
 * Every file of program text below `apps` and `packages`, as paths from the root with forward slashes.
 *
 * @param {string} root
 */
export const sourceFiles = (root) => ['apps', 'packages'].flatMap((folder) => filesBelow(root, folder)).sort()

/** @param {string} root @param {string} folder @returns {string[]} */
function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : filesBelow(root, path)
    return entry.isFile() && SOURCE.test(entry.name) ? [path] : []
  })
}
