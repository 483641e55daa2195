import { type RefusalCode, refusals } from '@chatterly/protocol/refusals'
import { FormProblem } from '../../../lib/FormProblem.tsx'

/** Why somebody is back from the provider and not where they wanted to go: behind `?problem=`. */
export const ProblemOnTheWay = ({ problem }: { problem: RefusalCode | undefined }) => (
  <FormProblem words={problem && refusals[problem].words} />
)
