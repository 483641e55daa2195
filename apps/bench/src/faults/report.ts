import type { Violation } from './checker/evidence.ts'
import type { Finding } from './planted/find-bugs.ts'
import type { Verdict } from './run-fault.ts'

/** What a call of `pnpm bench faults` has found out. */
export type Findings = { verdicts: Verdict[]; planted: Finding[] }

const columns: readonly [string, (verdict: Verdict) => string][] = [
  ['fault', ({ fault, words }) => `${fault}: ${words}`],
  ['seed', ({ seed }) => `${seed}`],
  ['acked', ({ figures }) => whole(figures.acked)],
  ['unknown', ({ figures }) => whole(figures.unknown)],
  ['delivered', ({ figures }) => whole(figures.deliveries)],
  ['lost', ({ figures }) => whole(figures.lost)],
  [
    'repeated in state · on the wire',
    ({ figures }) => `${figures.repeatedInState} · ${whole(figures.repeatedOnWire)}`,
  ],
  ['out of order', ({ figures }) => whole(figures.outOfOrder)],
  ['leaked', ({ figures }) => whole(figures.leaked)],
  ['delivery p50 · p99 ms, meanwhile', ({ figures }) => `${tidy(figures.p50)} · ${tidy(figures.p99)}`],
  [
    'p99 within its bar after s · bar ms',
    ({ figures }) => `${figures.p99BackSeconds ?? 'never'} · ${tidy(figures.p99Bar)}`,
  ],
  ['nothing late after s', ({ figures }) => figures.recoverySeconds.toFixed(1)],
  ['a device rang on, at most ms', ({ figures }) => tidy(figures.rangOnMs ?? null)],
  ['longest silence s', ({ figures }) => figures.silentSeconds.toFixed(1)],
  [
    'verdict',
    ({ violations }) => (violations.length === 0 ? 'holds' : `**${violations.length} violations**`),
  ],
]

const line = (cells: string[]) => `| ${cells.join(' | ')} |`

export const VERDICT_HEAD = [line(columns.map(([name]) => name)), line(columns.map(() => '---'))].join('\n')

export const toVerdictRow = (verdict: Verdict): string => line(columns.map(([, show]) => show(verdict)))

/** A table in Markdown of everything that ran. */
export function toFindingsTable({ verdicts, planted }: Findings): string {
  const found = planted.filter(({ isFound }) => isFound).length
  const bugs = [
    line(['planted bug', 'under', 'noticed by']),
    line(['---', '---', '---']),
    ...planted.map(({ bug, isFound, violations }) =>
      line([bug.words, bug.under, isFound ? invariantsOf(violations) : '**nobody**']),
    ),
    '',
    `${found} of ${planted.length} planted bugs were found.`,
  ]
  return [
    ...(verdicts.length > 0 ? [VERDICT_HEAD, ...verdicts.map(toVerdictRow), '', totals(verdicts), ''] : []),
    ...(planted.length > 0 ? bugs : []),
  ].join('\n')
}

const SHOWN_MAX = 10

/** A paragraph for each run that was red, and for each bug that nobody noticed: what it was, with its evidence. */
export function toWrongs({ verdicts, planted }: Findings): string[] {
  const red = verdicts.filter(({ violations }) => violations.length > 0)
  const unseen = planted.filter(({ isFound }) => !isFound)
  return [
    ...red.map(({ fault, seed, violations, acts, keptIn }) =>
      [
        `${fault}, seed ${seed}: ${violations.length} ${violations.length === 1 ? 'violation' : 'violations'}`,
        ...toLines(violations),
        `  what was done: ${acts.join('; ')}`,
        ...(keptIn === undefined ? [] : [`  histories and logs: ${keptIn}`]),
      ].join('\n'),
    ),
    ...unseen.map(({ bug, violations }) =>
      [
        `Nobody noticed that ${bug.words} (${bug.under}); wanted: ${bug.noticedBy.join(' or ')}`,
        ...toLines(violations),
      ].join('\n'),
    ),
  ]
}

function toLines(violations: Violation[]): string[] {
  const shown = violations.slice(0, SHOWN_MAX).map(({ invariant, words }) => `  ${invariant}  ${words}`)
  const others = violations.length - shown.length
  return others > 0 ? [...shown, `  and ${others} more`] : shown
}

function totals(verdicts: Verdict[]): string {
  const sum = (read: (verdict: Verdict) => number) =>
    whole(verdicts.reduce((total, each) => total + read(each), 0))
  return `${verdicts.length} runs, ${sum(({ figures }) => figures.acked)} acknowledged messages, ${sum(({ figures }) => figures.deliveries)} deliveries checked, ${sum(({ violations }) => violations.length)} violations.`
}

const invariantsOf = (violations: { invariant: string }[]) =>
  [...new Set(violations.map(({ invariant }) => invariant))].sort().join(', ')

const whole = (value: number) => value.toLocaleString('en-US')
const tidy = (value: number | null) => (value === null ? '–' : String(Number(value.toPrecision(3))))
