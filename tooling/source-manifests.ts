import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Manifest = {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** What each package.json of the workspace asks for. */
export const sourceManifests = (root: string) =>
  ['.', 'tooling', ...below(root, 'apps'), ...below(root, 'packages')]
    .map((folder) => `${folder}/package.json`)
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, dependencies: dependenciesOf(join(root, path)) }))

const below = (root: string, folder: string) =>
  readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)

function dependenciesOf(path: string): Record<string, string> {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  return { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
}
