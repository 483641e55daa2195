import { accountPath, readAccount } from '../account-file.ts'
import type { Command, Given } from '../command.ts'
import { failed, type Finding, type Step } from '../doctor/finding.ts'
import { networkSteps } from '../doctor/network-steps.ts'
import { serverSteps } from '../doctor/server-steps.ts'
import { sessionSteps } from '../doctor/session-steps.ts'
import { exitCodes } from '../exit-codes.ts'
import { say, sayJson } from '../say.ts'
import { readAddress } from './login.ts'
import { wordsOf } from '../words-of.ts'

export const doctor: Command = {
  name: 'doctor',
  takes: '[address]',
  does: 'Tries step by step what everything else needs, and says what to do. With an address, without signing in.',
  least: 0,
  most: 1,
  async run({ positionals: [address], account, json }) {
    const steps = address === undefined ? await ownSteps(account) : stepsTo(readAddress(address))
    const tell = json ? (step: Told) => sayJson(step) : sayStep
    let isWell = true
    for (const { name, look } of steps) {
      if (!isWell) {
        tell({ step: name, state: 'skipped', found: 'Not tried.' })
        continue
      }
      const finding = await look().catch(unexpected)
      tell({ step: name, ...finding })
      isWell = finding.state !== 'failed'
    }
    return isWell ? exitCodes.ok : exitCodes.unwell
  },
}

type Told = { step: string; state: Finding['state'] | 'skipped'; found: string; todo?: string }

const stepsTo = (url: string): Step[] => [...networkSteps(url), ...serverSteps(url)]

async function ownSteps(account: Given['account']): Promise<Step[]> {
  const { url } = await readAccount(accountPath(account))
  return [...stepsTo(url), ...sessionSteps(account)]
}

/** A step that cannot even be tried has found something, too. */
const unexpected = (error: unknown) =>
  failed(`It could not be tried: ${wordsOf(error)}.`, 'Try again; then tell whoever runs the server.')

const sayStep = ({ step, state, found, todo }: Told) => {
  say(`${state.padEnd(8)} ${step.padEnd(8)} ${found}`)
  if (todo !== undefined) say(`${' '.repeat(18)}→ ${todo}`)
}
