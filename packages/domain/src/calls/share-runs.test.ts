import { expect, test } from 'vitest'
import { shareRuns } from './share-runs.ts'

test('who asks while a run is under way shares one that begins after they asked', async () => {
  const begun: (() => void)[] = []
  const run = shareRuns(() => new Promise((resolve) => void begun.push(resolve)))
  const first = run()
  await expect.poll(() => begun.length).toBe(1)
  const [ada, grace] = [run(), run()]
  begun[0]?.()
  await first
  await expect.poll(() => begun.length).toBe(2)
  begun[1]?.()
  await Promise.all([ada, grace])
  expect(begun).toHaveLength(2)
})

test('a run that fails fails for those who asked for it, and the next one is made', async () => {
  let runs = 0
  const run = shareRuns(async () => {
    runs += 1
    if (runs === 1) throw new Error('away')
  })
  const asked = await Promise.allSettled([run(), run()])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await run()
  expect(runs).toBe(2)
})
