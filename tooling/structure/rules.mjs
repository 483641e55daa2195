import { browserRules } from './rules-browser.mjs'
import { packageRules } from './rules-packages.mjs'
import { sliceRules } from './rules-slices.mjs'

/** Several entries may share a name: together they are one rule. */
export const rules = [...packageRules, ...sliceRules, ...browserRules].map((rule) => ({
  ...rule,
  severity: /** @type {const} */ ('error'),
}))
