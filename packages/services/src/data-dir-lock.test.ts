import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockDataDir } from './data-dir-lock.ts'
import { testFolder } from './test-folder.ts'

test('the second to come is told who is there, until that one leaves', async () => {
  const folder = await testFolder()
  const release = await lockDataDir(folder)
  await expect(lockDataDir(folder)).rejects.toThrow(`already running for ${folder} (process ${process.pid})`)
  await release()
  await (await lockDataDir(folder))()
})

test('a process that has the number of a dead one does not hold its lock', async () => {
  const folder = await testFolder()
  await writeFile(join(folder, 'services.lock'), `${process.pid} another birth`)
  await (await lockDataDir(folder))()
})

test('a number that nobody has holds nothing', async () => {
  const folder = await testFolder()
  await writeFile(join(folder, 'services.lock'), '999999999 1')
  await (await lockDataDir(folder))()
})
