import { chmod, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProgram, parseVersion } from './find-program.ts'
import { testFolder } from './test-folder.ts'

const search = (folders: string[], lines: string[]) => ({
  names: ['postgres'],
  folders,
  isAcceptable: ({ version }: { version: { major: number } }) => version.major >= 18,
  wanted: 'PostgreSQL 18 or newer',
  log: (line: string) => void lines.push(line),
})

async function program(folder: string, says: string): Promise<string> {
  const path = join(folder, 'postgres')
  await writeFile(path, `#!/bin/sh\n${says}\n`)
  await chmod(path, 0o755)
  return path
}

test('every server says its version in its own way', () => {
  const versions = [
    'postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)',
    'postgres (PostgreSQL) 18beta1',
    'Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=ae4d',
    'Valkey server v=8.1.1 sha=00000000:1 malloc=libc bits=64 build=1',
  ].map(parseVersion)
  expect(versions.map((version) => [version?.major, version?.minor, version?.words])).toEqual([
    [15, 18, '15.18'],
    [18, 0, '18beta1'],
    [7, 0, '7.0.15'],
    [8, 1, '8.1.1'],
  ])
  expect(parseVersion('no number here')).toBeUndefined()
})

test('a program that is too old is passed over, with the reason, for a newer one further on', async () => {
  const [older, newer] = [await testFolder(), await testFolder()]
  const oldPath = await program(older, 'echo "postgres (PostgreSQL) 15.18"')
  const newPath = await program(newer, 'echo "postgres (PostgreSQL) 18.4"')
  const lines: string[] = []
  const found = await findProgram(search([older, newer], lines))
  expect(found?.path).toBe(newPath)
  expect(lines).toEqual([
    `${oldPath} is version 15.18; PostgreSQL 18 or newer is needed, so it is passed over.`,
  ])
})

test('a program that does not run is passed over', async () => {
  const folder = await testFolder()
  await program(folder, 'exit 3')
  const lines: string[] = []
  expect(await findProgram(search([folder], lines))).toBeUndefined()
  expect(lines.join()).toMatch(/does not run .* passed over/)
})

test('a program reached by two names is looked at once', async () => {
  const [folder, other] = [await testFolder(), await testFolder()]
  await symlink(await program(folder, 'echo "postgres (PostgreSQL) 9.6"'), join(other, 'postgres'))
  const lines: string[] = []
  await findProgram(search([folder, other], lines))
  expect(lines).toHaveLength(1)
})
