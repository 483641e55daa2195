import { realpathSync } from 'node:fs'
import { cruise } from 'dependency-cruiser'
import { findUnknownSlices } from './known-slices.mjs'
import { findPhysicalSides } from './logical-sides.mjs'
import { findEnvironmentReads } from './process-env.mjs'
import { rules } from './rules.mjs'
import { sourceFiles } from './source-files.mjs'

/** @typedef {{ name: string, comment: string, from: string, to: string }} Violation */

/**
 * Checks the tree below `root`, or only `start` and what it imports.
 *
 * @param {string} root
 * @param {string[]} [start]
 * @returns {Promise<{ fileCount: number, violations: Violation[] }>}
 * @throws Error when a source file was not read: a check that saw nothing proves nothing.
 */
export async function checkTree(root, start) {
  const files = start ?? sourceFiles(root)
  const { modules, violations } = await cruiseFiles(root, files)
  assertAllRead(
    files,
    modules.map((module) => module.source),
  )
  return {
    fileCount: files.length,
    violations: [
      ...violations,
      ...findEnvironmentReads(root, files),
      ...findPhysicalSides(root, files),
      ...findUnknownSlices(files),
    ],
  }
}

/**
 * @param {string[]} files @param {string[]} read
 * @throws Error when a file was not read, as all are where no compiler is found, or when there was none
 */
export function assertAllRead(files, read) {
  if (files.length === 0) throw new Error('The structure check found no source file.')
  const seen = new Set(read)
  const missed = files.filter((file) => !seen.has(file))
  if (missed.length > 0) {
    throw new Error(
      `The structure check did not read ${missed.length} of ${files.length} files: ${missed.join(', ')}`,
    )
  }
}

/** @param {string} root @param {string[]} files */
async function cruiseFiles(root, files) {
  const { output } = await cruise(
    files,
    {
      baseDir: realpathSync(root),
      validate: true,
      ruleSet: { forbidden: rules },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['import', 'require', 'node', 'default', 'types'],
      },
    },
    undefined,
    { tsConfig: { compilerOptions: {} } },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of a result')
  const comments = new Map(rules.map((rule) => [rule.name, rule.comment ?? '']))
  const violations = output.summary.violations.map(({ rule, from, to, cycle }) => ({
    name: rule.name,
    comment: comments.get(rule.name) ?? '',
    from,
    to: cycle ? cycle.map((step) => step.name).join(' → ') : to,
  }))
  return { modules: output.modules, violations: withoutRepeats(violations) }
}

/** Entries that make up one rule may find the same import. @param {Violation[]} violations */
const withoutRepeats = (violations) => [
  ...new Map(violations.map((found) => [`${found.name} ${found.from} ${found.to}`, found])).values(),
]
