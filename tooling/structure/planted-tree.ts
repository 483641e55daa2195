import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { checkTree, type Violation } from './check-tree.mjs'
import { NOT_SOURCE, sourceFiles } from './source-files.mjs'

const checkout = resolve(import.meta.dirname, '../..')

/** Path → text. */
type Files = Record<string, string>

/** A copy of the product's source, in which files may be written that the checkout must never hold. */
export type PlantedTree = {
  root: string
  /** Writes the files, checks them with all they import, and takes them away again. */
  plant(files: Files): Promise<Violation[]>
  /** Each for itself, but those together that do not disagree about a file: a check takes a while, whatever it reads. */
  plantEach(plants: readonly Files[]): Promise<Violation[][]>
  remove(): void
}

export function copyTree(): PlantedTree {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'chatterly-structure-')))
  for (const folder of ['apps', 'packages']) {
    cpSync(join(checkout, folder), join(root, folder), { recursive: true, filter: isWritten })
  }
  for (const workspace of workspaces()) linkLibraries(root, workspace)
  return {
    root,
    plant: async (files) => ofThese(files, await plantIn(root, files)),
    plantEach: (plants) => plantEachIn(root, plants),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

const isWritten = (path: string) => !NOT_SOURCE.has(basename(path))

async function plantEachIn(root: string, plants: readonly Files[]): Promise<Violation[][]> {
  const found = new Map<Files, Violation[]>()
  let left = plants
  while (left.length > 0) {
    const together: Files = {}
    const fitting = left.filter((files) => fits(files, together) && Object.assign(together, files))
    const violations = await plantIn(root, together)
    for (const files of fitting) found.set(files, ofThese(files, violations))
    left = left.filter((files) => !fitting.includes(files))
  }
  return plants.map((files) => found.get(files) ?? [])
}

const fits = (files: Files, others: Files) =>
  Object.entries(files).every(([path, text]) => (others[path] ?? text) === text)

function ofThese(files: Files, violations: Violation[]): Violation[] {
  const paths = Object.keys(files)
  return violations.filter(({ from }) => paths.some((path) => path === from || path.startsWith(`${from}/`)))
}

async function plantIn(root: string, files: Files): Promise<Violation[]> {
  const paths = Object.keys(files)
  for (const [path, text] of Object.entries(files)) write(join(root, path), text)
  try {
    return (await checkTree(root, paths)).violations
  } finally {
    for (const path of paths) takeAway(root, path)
  }
}

function takeAway(root: string, path: string) {
  rmSync(join(root, path))
  if (sourceFiles(checkout).includes(path)) copyTo(root, path)
}

function copyTo(root: string, path: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  copyFileSync(join(checkout, path), join(root, path))
}

function write(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const workspaces = () =>
  ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(checkout, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${folder}/${entry.name}`)
      .filter((workspace) => readdirSync(join(checkout, workspace)).includes('package.json')),
  )

/** Every library, wherever a package has it from, and the workspace's own packages as they are in the copy. */
function linkLibraries(root: string, workspace: string) {
  const modules = join(root, workspace, 'node_modules')
  for (const name of libraryNames(join(checkout, workspace, 'node_modules'))) {
    const real = realpathSync(join(checkout, workspace, 'node_modules', name))
    const isOurs = name.startsWith('@chatterly/')
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(isOurs ? join(root, relative(checkout, real)) : real, join(modules, name))
  }
  linkWhatIsMissing(root, modules)
}

/** So that a planted import resolves even where no package.json asks for it yet. */
function linkWhatIsMissing(root: string, modules: string) {
  mkdirSync(join(modules, '@chatterly'), { recursive: true })
  for (const workspace of workspaces()) {
    const link = join(modules, '@chatterly', workspace.slice(workspace.indexOf('/') + 1))
    if (!libraryNames(modules).includes(relative(modules, link))) symlinkSync(join(root, workspace), link)
  }
}

const libraryNames = (modules: string): string[] =>
  readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    )
