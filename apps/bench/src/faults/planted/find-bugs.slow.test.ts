import { expect, test } from 'vitest'
import { faults } from '../nemesis/faults.ts'
import { runFault } from '../run-fault.ts'
import { buildBundles } from '../stand/bundle.ts'
import { plantedBugs } from './bugs.ts'
import { controlFaults, findPlantedBugs, PLANTED_PLAN } from './find-bugs.ts'

const say = (line: string) => void process.stderr.write(`${line}\n`)

test.each(plantedBugs)('the checker finds: $words', async ({ name }) => {
  const [finding] = await findPlantedBugs({ seed: 1, names: [name], say })
  expect(finding).toMatchObject({ isFound: true })
})

test('with no bug planted, all that they are planted under is green', async () => {
  const bundles = await buildBundles('control')
  try {
    for (const fault of faults.filter(({ id }) => controlFaults().includes(id))) {
      const plan = { ...PLANTED_PLAN, settleSeconds: 60 }
      const { violations } = await runFault({ fault, seed: 1, plan, bundles, say })
      expect(violations, fault.words).toEqual([])
    }
  } finally {
    bundles.remove()
  }
})
