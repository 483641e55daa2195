import {
  CONNECTION_REPORT_DAYS,
  type failureReasons,
  type StageFigures,
} from '@chatterly/protocol/calls/connection'
import { formatCount, formatDay } from '../../../lib/format.ts'

type Day = StageFigures['days'][number]

export const reasonNames = {
  denied: 'not allowed',
  missing: 'none there',
  busy: 'in use elsewhere',
  silent: 'silent',
  no_answer: 'no answer',
  refused: 'refused',
  not_carried: 'nothing carried',
  never_connected: 'never connected',
  lost: 'lost',
} satisfies Record<(typeof failureReasons)[number], string>

const percent = new Intl.NumberFormat(undefined, { style: 'percent' })

/** Of those who tried. What never failed and what fails now and then must not look the same. */
export function failingShare({ tried, failed }: Pick<Day, 'tried' | 'failed'>): string {
  if (tried === 0) return '–'
  const share = failed / tried
  if (share > 0 && share < 0.01) return `<${percent.format(0.01)}`
  return percent.format(share < 1 ? Math.min(share, 0.99) : share)
}

const DAY_MS = 86_400_000

/** Every day up to now, in percent of the one on which most was tried. */
export function barsOf(days: readonly Day[], now: Date): { day: string; tried: number; failed: number }[] {
  const most = Math.max(1, ...days.map(({ tried }) => tried))
  return Array.from({ length: CONNECTION_REPORT_DAYS }, (_, index) => {
    const at = new Date(now.getTime() - (CONNECTION_REPORT_DAYS - 1 - index) * DAY_MS)
    const day = at.toISOString().slice(0, 10)
    const { tried, failed } = days.find((each) => each.day === day) ?? { tried: 0, failed: 0 }
    return { day, tried: (100 * tried) / most, failed: (100 * failed) / most }
  })
}

/** The bars, for whoever does not see them. */
export function dayWords(days: readonly Day[]): string {
  const bad = days.filter(({ failed }) => failed > 0)
  const [worst] = bad.toSorted((one, other) => other.failed - one.failed)
  if (worst === undefined) return 'Failed on no day'
  const count = bad.length === 1 ? 'one day' : `${formatCount(bad.length)} days`
  return `Failed on ${count}, most often on ${formatDay(worst.day)}: ${formatCount(worst.failed)} of ${formatCount(worst.tried)}`
}
