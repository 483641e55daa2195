import type { UserId } from '@chatterly/protocol/ids'
import { formatCount, formatList } from '../../lib/format.ts'
import type { ReactionGroup } from './group-reactions.ts'

/** People called by name under one emoji; the rest is counted. */
export const NAMED_MAX = 8

/** "Grace and Mary reacted with 👍". Oneself comes first, and who is not known by name yet is counted. */
export function reactionWords(
  { emoji, userIds, isOwn }: ReactionGroup,
  nameOf: (userId: UserId) => string | undefined,
): string {
  const names = userIds.flatMap((userId) => nameOf(userId) ?? []).filter((name) => name !== 'You')
  const shown = [...(isOwn ? ['You'] : []), ...names].slice(0, NAMED_MAX)
  const more = userIds.length - shown.length
  const others =
    more === 0
      ? []
      : [shown.length === 0 ? countOf(more, 'person', 'people') : countOf(more, 'other', 'others')]
  return `${formatList([...shown, ...others])} reacted with ${emoji}`
}

const countOf = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`
