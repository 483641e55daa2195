import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { reducedRouter } from './router-types.mjs'

const root = join(import.meta.dirname, '../..')
const client = join(root, 'packages/client')
const dist = join(client, 'dist')
const generated = join(client, 'generated')
const config = join(generated, 'tsconfig.json')

/** Makes what is published: JavaScript and declarations that need nothing of this repository. */
export function buildClientPackage() {
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(generated, { recursive: true })
  try {
    writeFileSync(join(generated, 'router.ts'), reducedRouter(join(root, 'packages/domain/src/router.ts')))
    compile({ files: publicModules(), types: [], declaration: true })
    // A program of Node's: nobody imports it, and only it knows Node's types.
    compile({ files: programs(), types: ['node'], declaration: false })
  } finally {
    rmSync(generated, { recursive: true, force: true })
  }
  for (const file of emittedFiles()) writeFileSync(file, selfContained(file, readFileSync(file, 'utf8')))
}

/** @param {{ files: string[], types: string[], declaration: boolean }} what */
function compile(what) {
  writeFileSync(config, JSON.stringify(configuration(what)))
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', config], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

/** What is run by its name, as the package lists it. @returns {string[]} */
function programs() {
  const { bin } = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8')).publishConfig
  return Object.values(bin).map((path) => path.replace('./dist/client/', '../').replace(/\.js$/, '.ts'))
}

/** The modules of the package's own list of exports. @returns {string[]} */
function publicModules() {
  const { exports } = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8')).publishConfig
  return Object.values(exports).map(({ types }) =>
    types.replace('./dist/client/', '../').replace(/\.d\.ts$/, '.ts'),
  )
}

/** @param {{ files: string[], types: string[], declaration: boolean }} what */
const configuration = ({ files, types, declaration }) => ({
  extends: '../tsconfig.json',
  compilerOptions: {
    noEmit: false,
    declaration,
    rewriteRelativeImportExtensions: true,
    rootDir: '../..',
    outDir: '../dist',
    types,
    // Found by paths, protocol is a part of the package and not somebody else's library.
    paths: {
      '@chatterly/domain/router': ['./router.ts'],
      '@chatterly/protocol/*': ['../../protocol/src/*.ts'],
    },
  },
  include: [],
  files,
})

const emittedFiles = () =>
  readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|d\.ts)$/.test(name))
    .map((name) => join(dist, name))

/** Names of workspace packages become paths to what lies beside. @param {string} file @param {string} text */
function selfContained(file, text) {
  const beside = (/** @type {string} */ target) => {
    const path = relative(dirname(file), join(dist, target)).replaceAll('\\', '/')
    return path.startsWith('.') ? path : `./${path}`
  }
  return text
    .replaceAll(
      /(['"])@chatterly\/protocol\/([^'"]+)\1/g,
      (_, quote, path) => `${quote}${beside(`protocol/src/${path}.js`)}${quote}`,
    )
    .replaceAll(
      /(['"])@chatterly\/domain\/router\1/g,
      (_, quote) => `${quote}${beside('client/generated/router.js')}${quote}`,
    )
    .replaceAll(/((?:from |import )["']\.[^"']*)\.ts(["'])/g, '$1.js$2')
}

if (import.meta.filename === process.argv[1]) buildClientPackage()
