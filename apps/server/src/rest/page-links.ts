import { MessageWindow } from '@chatterly/protocol/messages/shapes'
import { z } from 'zod'
import { placesBeside } from './message-places.ts'

const Paged = z.object({ nextCursor: z.string() })
const Windowed = MessageWindow.pick({ hasBefore: true, hasAfter: true })

/** RFC 8288: the pages beside this one, for whoever would rather follow a link than take a cursor apart. */
export function pageLinks(answer: unknown, url: string): string | undefined {
  const links = Object.entries(cursorsIn(answer)).map(
    ([relation, cursor]) => `<${withCursor(url, cursor)}>; rel="${relation}"`,
  )
  return links.length > 0 ? links.join(', ') : undefined
}

function cursorsIn(answer: unknown): Record<string, string> {
  const paged = Paged.safeParse(answer)
  if (paged.success) return { next: paged.data.nextCursor }
  return Windowed.safeParse(answer).success ? placesBeside(answer as MessageWindow) : {}
}

/** The same question elsewhere: what said where it was before says so no more. */
function withCursor(url: string, cursor: string): string {
  const [path = '', search] = url.split('?', 2)
  const query = new URLSearchParams(search)
  for (const name of ['before', 'after', 'around', 'cursor']) query.delete(name)
  query.set('cursor', cursor)
  return `${path}?${query.toString()}`
}
