import { formatAbsolute, formatTime } from '../../../lib/format.ts'

type TimeProps = { id: string; when: Date }

export const HeadTime = ({ id, when }: TimeProps) => (
  <time
    id={id}
    dateTime={when.toISOString()}
    title={formatAbsolute(when)}
    className="shrink-0 text-meta text-tertiary tabular-nums"
  >
    {formatTime(when)}
  </time>
)

/** The time of a message without a head: seen when pointed at, always there for those who listen. */
export const GutterTime = ({ id, when }: TimeProps) => (
  <time
    id={id}
    dateTime={when.toISOString()}
    title={formatAbsolute(when)}
    className="block text-[0.6875rem] leading-5.5 whitespace-nowrap text-tertiary tabular-nums opacity-0 group-hover/message:opacity-100 group-focus/message:opacity-100"
  >
    {formatTime(when)}
  </time>
)

/** That it was edited, and when. */
export const Edited = ({ id, at }: { id: string; at: string }) => (
  <time
    id={id}
    dateTime={at}
    title={`Edited ${formatAbsolute(at)}`}
    className="shrink-0 text-meta text-tertiary"
  >
    edited
  </time>
)

/** Beside what is unread; retracts as it is read. */
export const ReadRail = ({ isUnread }: { isUnread: boolean }) => (
  <span
    aria-hidden="true"
    className={`absolute inset-y-0 start-0 w-[3px] bg-you-line transition-opacity duration-(--duration-slow) ${isUnread ? '' : 'opacity-0'}`}
  />
)
