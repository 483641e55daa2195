import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import type { UserView } from '@chatterly/protocol/users/shapes'

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const longDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const longDayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' })
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const numbers = new Intl.NumberFormat()
const names = new Intl.ListFormat(undefined, { type: 'conjunction' })
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

const DAY_MS = 86_400_000

export const formatTime = (at: string | Date) => time.format(new Date(at))
/** For titles and tooltips: the whole date and the time. */
export const formatAbsolute = (at: string | Date) => absolute.format(new Date(at))
export const formatDay = (at: string | Date) => day.format(new Date(at))
export const formatCount = (count: number) => numbers.format(count)
export const formatList = (words: readonly string[]) => names.format(words)
const formatNames = (people: readonly Pick<UserView, 'displayName'>[]) =>
  formatList(people.map((person) => person.displayName))
export const compareNames = collator.compare

/** As a list shows it: the time today, then the weekday, then the day. */
export function formatRecent(at: string, now = new Date()): string {
  const days = daysBetween(new Date(at), now)
  if (days <= 0) return time.format(new Date(at))
  if (days < 7) return weekday.format(new Date(at))
  return new Date(at).getFullYear() === now.getFullYear()
    ? dayOfYear.format(new Date(at))
    : day.format(new Date(at))
}

/** As a day's separator names it: Today, Yesterday, Tuesday, 3 March. */
export function formatDayName(at: string | Date, now = new Date()): string {
  const days = daysBetween(new Date(at), now)
  if (days === 0 || days === 1) return capitalized(relative.format(-days, 'day'))
  return (new Date(at).getFullYear() === now.getFullYear() ? longDay : longDayOfYear).format(new Date(at))
}

/** By the viewer's calendar, not by 24 hours. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(to) - midnight(from)) / DAY_MS)
}

const capitalized = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

type Titled = Pick<MyConversationView, 'kind' | 'name' | 'people'>

/** Its name alone, as lists draw it beside a glyph: "general", "Maya". */
export function conversationName({ kind, name, people }: Titled, viewer: Pick<UserView, 'id'>): string {
  if (name !== null) return name
  const others = people.filter((person) => person.id !== viewer.id)
  if (others.length > 0) return formatNames(others)
  return kind === 'direct' ? 'Direct conversation' : 'Group without others'
}

/** How it is called in words: "#general", "Maya". */
export const conversationTitle = (mine: Titled, viewer: Pick<UserView, 'id'>): string =>
  `${mine.kind === 'channel' ? '#' : ''}${conversationName(mine, viewer)}`
