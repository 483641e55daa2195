import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { runChecks } from './health.ts'
import { checkStorage } from './storage.ts'

test('is well when every check is', async () => {
  const health = await runChecks({ database: async () => {}, redis: async () => {} })
  expect(health).toMatchObject({ ok: true, checks: { database: { ok: true }, redis: { ok: true } } })
  expect(health.checks.database?.ms).toBeTypeOf('number')
  expect(health.checks.redis).not.toHaveProperty('problem')
})

test('names the check that fails, and its problem', async () => {
  const health = await runChecks({
    database: async () => {},
    redis: () => Promise.reject(new Error('no route')),
  })
  expect(health.ok).toBe(false)
  expect(health.checks.database?.ok).toBe(true)
  expect(health.checks.redis).toMatchObject({ ok: false, problem: 'no route' })
})

test('takes a check that throws before it begins for one that fails', async () => {
  const health = await runChecks({
    redis: () => {
      throw new Error('not configured')
    },
  })
  expect(health.checks.redis).toMatchObject({ ok: false, problem: 'not configured' })
})

test('gives up on checks that never answer, all at the same time', async () => {
  const never = () => new Promise<void>(() => {})
  const startedAt = performance.now()
  const health = await runChecks({ one: never, two: never, three: never, quick: () => sleep(5) }, 200)
  expect(performance.now() - startedAt).toBeLessThan(550)
  expect(health.checks.quick?.ok).toBe(true)
  for (const name of ['one', 'two', 'three']) {
    expect(health.checks[name]).toMatchObject({ ok: false, problem: 'no answer within 200 ms' })
    expect(health.checks[name]?.ms).toBeGreaterThanOrEqual(198)
  }
})

test('storage is well when files can be written, and leaves nothing behind', async () => {
  const dataDir = await temporaryFolder()
  await checkStorage(dataDir)
  expect(await readdir(join(dataDir, 'files'))).toEqual([])
})

test('storage is not well when its folder cannot be made', async () => {
  const dataDir = await temporaryFolder()
  await writeFile(join(dataDir, 'files'), 'in the way')
  await expect(checkStorage(dataDir)).rejects.toThrow(/EEXIST|ENOTDIR/)
})

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chatterly-platform-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}
