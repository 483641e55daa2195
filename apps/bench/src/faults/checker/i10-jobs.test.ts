import { expect, test } from 'vitest'
import { jobs } from './i10-jobs.ts'
import { smallRun } from './testing/small-run.ts'

test('each job is scheduled once, or it is noticed', () => {
  const run = smallRun()
  expect(jobs(run)).toEqual([])
  expect(jobs({ ...run, schedules: { wanted: ['a job'], found: [] } })).toHaveLength(1)
  expect(jobs({ ...run, schedules: { wanted: ['a job'], found: ['a job', 'a job'] } })).toHaveLength(1)
})
