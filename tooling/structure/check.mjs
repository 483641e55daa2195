import { resolve } from 'node:path'
import { checkTree } from './check-tree.mjs'

const root = resolve(import.meta.dirname, '../..')
const { fileCount, violations } = await checkTree(root)

for (const { name, comment, from, to } of violations) {
  console.error(`${name}: ${from} → ${to}\n    ${comment}\n`)
}
console.log(`Structure: ${fileCount} files, ${violations.length} violations.`)
process.exitCode = violations.length > 0 ? 1 : 0
