import type { StageFigures } from '@chatterly/protocol/calls/connection'
import { formatAbsolute, formatCount, formatRecent } from '../../../lib/format.ts'
import { stageNames } from '../check/stage-words.ts'
import { DayBars } from './DayBars.tsx'
import { failingShare, reasonNames } from './figure-words.ts'

const cell = 'border-b border-subtle px-2 py-3 align-top sm:px-3'
const number = `${cell} text-end tabular-nums`
const head = 'border-b border-control/60 px-2 pb-2 text-meta font-[550] text-secondary sm:px-3'

/** Each stage: how often it fails, for how many, why, and when it last did. */
export function ConnectionTable({ stages }: { stages: StageFigures[] }) {
  return (
    <table className="w-full border-collapse text-ui">
      <caption className="sr-only">Stages of a connection over the last 30 days</caption>
      <thead>
        <tr>
          <th scope="col" className={`${head} text-start`}>
            Step
          </th>
          <th scope="col" className={`${head} text-end`}>
            Failing
          </th>
          <th scope="col" className={`${head} text-end`}>
            People
          </th>
          <th scope="col" className={`${head} text-start max-sm:hidden`}>
            By day
          </th>
          <th scope="col" className={`${head} text-end`}>
            Last failed
          </th>
        </tr>
      </thead>
      <tbody>
        {stages.map((figures) => (
          <Row key={figures.stage} figures={figures} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ figures }: { figures: StageFigures }) {
  const { stage, tried, failed, people, lastFailedAt, reasons, days } = figures
  return (
    <tr>
      <th scope="row" className={`${cell} text-start font-[550]`}>
        {stageNames[stage]}
        <p className="text-meta font-[400] text-secondary">
          {reasons
            .slice(0, 2)
            .map(({ reason, count }) => `${reasonNames[reason]}: ${formatCount(count)}`)
            .join(' · ')}
        </p>
      </th>
      <td className={number}>
        <span className={failed > 0 ? 'font-[650] text-danger' : 'text-secondary'}>
          {failingShare(figures)}
        </span>
        <p className="text-meta text-secondary">
          {tried === 0 ? 'not tried' : `${formatCount(failed)} of ${formatCount(tried)}`}
        </p>
      </td>
      <td className={number}>{people === 0 ? '–' : formatCount(people)}</td>
      <td className={`${cell} max-sm:hidden`}>
        <DayBars days={days} />
      </td>
      <td className={`${number} whitespace-nowrap text-secondary`}>
        {lastFailedAt === null ? (
          '–'
        ) : (
          <time dateTime={lastFailedAt} title={formatAbsolute(lastFailedAt)}>
            {formatRecent(lastFailedAt)}
          </time>
        )}
      </td>
    </tr>
  )
}
