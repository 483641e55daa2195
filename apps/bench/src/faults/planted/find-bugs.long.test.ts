import { expect, test } from 'vitest'
import { plantedBugs } from './bugs.ts'
import { findPlantedBugs } from './find-bugs.ts'

const say = (line: string) => void process.stderr.write(`${line}\n`)

test.each(plantedBugs)('the checker finds: $words', async ({ name }) => {
  const [finding] = await findPlantedBugs({ seed: 1, names: [name], say })
  expect(finding).toMatchObject({ isFound: true })
})
