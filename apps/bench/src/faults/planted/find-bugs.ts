import type { Violation } from '../checker/evidence.ts'
import { faults } from '../nemesis/faults.ts'
import type { LoadPlan } from '../plan.ts'
import { runFault } from '../run-fault.ts'
import { buildBundles } from '../stand/bundle.ts'
import { plantedBugs } from './bugs.ts'
import { plant, type PlantedBug } from './plant.ts'

/** Small and short: each bug is one that shows at once. */
export const PLANTED_PLAN = {
  users: 16,
  conversations: 6,
  opsPerSecond: 80,
  warmUpSeconds: 1,
  faultSeconds: 5,
  recoverySeconds: 1,
  settleSeconds: 5,
} satisfies LoadPlan

export type Finding = { bug: PlantedBug; isFound: boolean; violations: Violation[] }

/** Plants one bug after the other, and says which of them the checker noticed. */
export async function findPlantedBugs(options: {
  seed: number
  names?: readonly string[]
  say: (line: string) => void
}): Promise<Finding[]> {
  const { seed, names, say } = options
  const findings: Finding[] = []
  for (const bug of plantedBugs.filter(({ name }) => names?.includes(name) ?? true)) {
    const fault = faults.find(({ id }) => id === bug.under)
    if (!fault) throw new Error(`There is no fault ${bug.under}`)
    say(`planted: ${bug.words}`)
    const bundles = await buildBundles(bug.name, [plant(bug.changes)])
    try {
      const { violations } = await runFault({
        fault,
        seed,
        plan: PLANTED_PLAN,
        bundles,
        say,
        keepsNothing: true,
      })
      const isFound = violations.some(({ invariant }) => bug.noticedBy.includes(invariant))
      say(
        isFound
          ? `found by ${[...new Set(violations.map(({ invariant }) => invariant))].join(', ')}`
          : 'MISSED',
      )
      findings.push({ bug, isFound, violations })
    } finally {
      bundles.remove()
    }
  }
  return findings
}

/** The faults under which bugs are planted, with no bug planted: all of them have to be green. */
export const controlFaults = () => [...new Set(plantedBugs.map(({ under }) => under))]
