import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keptAuthSecret } from './auth-secret.ts'
import { testFolder } from './test-folder.ts'

test('a data folder keeps its secret, and no two have the same', async () => {
  const [here, there] = [await testFolder(), await testFolder()]
  const secret = await keptAuthSecret(here)
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(await keptAuthSecret(here)).toBe(secret)
  expect(await keptAuthSecret(there)).not.toBe(secret)
})

test('nobody but its owner may read it', async () => {
  const dataDir = await testFolder()
  await keptAuthSecret(dataDir)
  expect((await stat(join(dataDir, 'auth-secret'))).mode & 0o777).toBe(0o600)
})
