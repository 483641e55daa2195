import ts from 'typescript'

const PRINTED =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.InTypeAlias |
  ts.TypeFormatFlags.UseFullyQualifiedType |
  ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType

/**
 * The type `AppRouter` reduced to what goes in and what comes out of each procedure: all that a client may know.
 *
 * @param {string} file the module that exports it
 * @returns {string} the text of a module that exports the reduced type
 */
export function reducedRouter(file) {
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const exported = source && checker.getSymbolAtLocation(source)
  const alias = exported && checker.getExportsOfModule(exported).find((symbol) => symbol.name === 'AppRouter')
  if (!source || !alias) throw new Error(`${file} exports no AppRouter`)

  /** @param {ts.Type} type @param {string} name */
  const member = (type, name) => {
    const symbol = checker.getPropertyOfType(type, name)
    return symbol && checker.getTypeOfSymbolAtLocation(symbol, source)
  }
  /** @param {ts.Type} type @param {string[]} path */
  const at = (type, ...path) =>
    path.reduce((/** @type {ts.Type | undefined} */ inside, name) => inside && member(inside, name), type)
  /** @param {ts.Type | undefined} type */
  const print = (type) => {
    if (type === undefined) throw new Error('A procedure has no input or no output')
    return checker.typeToString(type, undefined, PRINTED)
  }
  /** @param {ts.Type} record @returns {string} */
  const reduce = (record) => {
    const members = checker.getPropertiesOfType(record).map((symbol) => {
      const type = checker.getTypeOfSymbolAtLocation(symbol, source)
      const def = member(type, '_def')
      return `${symbol.name}: ${def && member(def, 'procedure') ? leaf(def) : reduce(type)}`
    })
    return `{ ${members.join('; ')} }`
  }
  /** @param {ts.Type} def */
  const leaf = (def) => {
    const type = print(member(def, 'type'))
    const output = at(def, '$types', 'output')
    const printed = type === "'subscription'" ? `AsyncIterable<${item(output)}>` : print(output)
    return `{ _def: { type: ${type}; $types: { input: ${print(at(def, '$types', 'input'))}; output: ${printed} } } }`
  }
  /** What one round of reading gives; a tracked item has the shape clients see. @param {ts.Type | undefined} output */
  const item = (output) => {
    const [read] = output ? checker.getTypeArguments(/** @type {ts.TypeReference} */ (output)) : []
    const names = read ? checker.getPropertiesOfType(read).map((symbol) => symbol.name) : []
    const isTracked = read && names.length === 2 && names.includes('id') && names.includes('data')
    return isTracked ? `{ id: string; data: ${print(member(read, 'data'))} }` : print(read)
  }

  const record = at(checker.getDeclaredTypeOfSymbol(alias), '_def', 'record')
  if (!record) throw new Error('AppRouter has no record of procedures')
  return `export type AppRouter = { _def: { record: ${withPublicNames(reduce(record))} } }\n`
}

/** Types the compiler found in files are named by where anybody finds them. @param {string} text */
const withPublicNames = (text) =>
  text
    .replaceAll(
      /import\("[^"]*\/packages\/protocol\/src\/([^"]+?)(\.ts)?"\)/g,
      'import("@chatterly/protocol/$1")',
    )
    .replaceAll(/import\("[^"]*\/node_modules\/zod\/v4\/core\/[^"]+"\)/g, 'import("zod/v4/core")')
