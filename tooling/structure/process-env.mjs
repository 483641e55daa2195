import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { notProduct } from './places.mjs'

const MAY_READ = [
  /^packages\/platform\/src\/env\.ts$/,
  /^packages\/services\//,
  // Programs of somebody else's, shown as examples.
  /^packages\/client\/examples\//,
  // A program on somebody's own machine: where it may keep things is told by their environment.
  /^packages\/client\/cli\/state-folder\.ts$/,
  ...notProduct.map((path) => new RegExp(path)),
]

/** What dependency rules cannot see: who reads the environment. */
export const environmentRule = {
  name: 'environment-in-one-file',
  comment:
    'Add the variable to packages/platform/src/env.ts and take it from there: nothing else reads process.env.',
}

/** @param {string} root @param {string[]} files */
export const findEnvironmentReads = (root, files) =>
  files
    .filter((path) => !MAY_READ.some((pattern) => pattern.test(path)))
    .filter((path) => readsEnvironment(path, readFileSync(join(root, path), 'utf8')))
    .map((path) => ({ ...environmentRule, from: path, to: 'process.env' }))

/** @param {string} path @param {string} text */
function readsEnvironment(path, text) {
  if (!text.includes('process') || !/\benv\b/.test(text)) return false
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return reads(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind))
}

/** @param {ts.Node} node @returns {boolean} */
function reads(node) {
  return isEnvironment(node) || ts.forEachChild(node, (child) => reads(child) || undefined) === true
}

/** `process.env`, `process['env']`, `{ env } = process`, `import { env } from 'node:process'` @param {ts.Node} node */
function isEnvironment(node) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'env' && isProcess(node.expression)
  if (ts.isElementAccessExpression(node)) {
    return (
      ts.isStringLiteralLike(node.argumentExpression) &&
      node.argumentExpression.text === 'env' &&
      isProcess(node.expression)
    )
  }
  if (ts.isVariableDeclaration(node) && node.initializer && ts.isObjectBindingPattern(node.name)) {
    return isProcess(node.initializer) && node.name.elements.some((element) => nameOf(element) === 'env')
  }
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const named = node.importClause?.namedBindings
    const isOfProcess = /^(node:)?process$/.test(node.moduleSpecifier.text)
    return (
      isOfProcess &&
      !!named &&
      ts.isNamedImports(named) &&
      named.elements.some((element) => nameOf(element) === 'env')
    )
  }
  return false
}

/** @param {ts.Expression} expression */
const isProcess = (expression) =>
  (ts.isIdentifier(expression) && expression.text === 'process') ||
  (ts.isPropertyAccessExpression(expression) && expression.name.text === 'process')

/** @param {ts.BindingElement | ts.ImportSpecifier} element */
const nameOf = (element) => (element.propertyName ?? element.name).getText()
