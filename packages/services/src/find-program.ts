import { execFile } from 'node:child_process'
import { access, constants, readdir, realpath } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { reasonOf } from './services-problem.ts'

const run = promisify(execFile)

export type Version = { major: number; minor: number; words: string }

export type FoundProgram = { path: string; version: Version }

export type ProgramSearch = {
  names: readonly string[]
  folders: readonly string[]
  isAcceptable(found: FoundProgram): boolean
  wanted: string
  log: (line: string) => void
}

/** The first acceptable program in the folders. Says which ones it passed over, and why. */
export async function findProgram(search: ProgramSearch): Promise<FoundProgram | undefined> {
  for (const path of await candidates(search)) {
    const version = await versionOf(path, search.log)
    if (version === undefined) continue
    const found = { path, version }
    if (search.isAcceptable(found)) return found
    search.log(`${path} is version ${version.words}; ${search.wanted} is needed, so it is passed over.`)
  }
  return undefined
}

/** The folders of PATH. */
export const pathFolders = (path = process.env.PATH ?? ''): string[] => path.split(delimiter).filter(Boolean)

/** Subfolders that a package manager names by version, newest first, as in /usr/lib/postgresql/18/bin. */
export async function versionFolders(parent: string, pattern: RegExp, rest: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => [])
  return names
    .filter((name) => pattern.test(name))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(parent, name, rest))
}

export function parseVersion(line: string): Version | undefined {
  const match = /(?:v=|\) |version )(\d+)(?:\.(\d+))?\S*/.exec(line)
  if (!match) return undefined
  const [whole, major, minor] = match
  return { major: Number(major), minor: Number(minor ?? 0), words: whole.replace(/^\D+/, '') }
}

// One program may be reached by several links, yet runs under the name it was found by:
// redis-server is often a link to a program that acts by its name.
async function candidates({ folders, names }: ProgramSearch): Promise<Iterable<string>> {
  const found = new Map<string, string>()
  for (const folder of folders) {
    for (const name of names) {
      const path = join(folder, name)
      const target = await executableAt(path)
      if (target !== undefined && !found.has(target)) found.set(target, path)
    }
  }
  return found.values()
}

async function executableAt(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK)
    return await realpath(path)
  } catch {
    // Not there, or not ours to run: the search goes on.
    return undefined
  }
}

async function versionOf(path: string, log: (line: string) => void): Promise<Version | undefined> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 })
    const version = parseVersion(stdout)
    if (version === undefined) log(`${path} does not say its version, so it is passed over.`)
    return version
  } catch (problem) {
    log(`${path} does not run (${reasonOf(problem).split('\n')[0]}), so it is passed over.`)
    return undefined
  }
}
