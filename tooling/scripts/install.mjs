import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm, root } from './pinned-pnpm.mjs'

const stamp = join(root, 'node_modules', '.chatterly-install')

/** Installs what the lockfile says, or nothing when that is already there. */
export async function install() {
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  // Without a terminal pnpm would stop and ask before it replaces an older node_modules.
  await pnpm(['install', '--frozen-lockfile', '--config.confirmModulesPurge=false'])
  writeFileSync(stamp, wanted)
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.version}`)
  for (const file of manifests()) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function manifests() {
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(parent, name)),
  )
  const files = ['', 'tooling', ...folders].map((folder) => join(folder, 'package.json'))
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...files]
    .filter((file) => existsSync(join(root, file)))
    .sort()
}
