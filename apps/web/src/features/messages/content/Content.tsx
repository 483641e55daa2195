import {
  CONTENT_VERSION,
  type Content as ContentView,
  plainContent,
} from '@chatterly/protocol/messages/content'
import { Blocks } from './Blocks.tsx'
import { isJumbo } from './jumbo.ts'

type Props = { body: string; content: ContentView | null }

/** What was said. A version this client does not know is shown as it was written. */
export function Content({ body, content }: Props) {
  const known = content?.version === CONTENT_VERSION ? content : plainContent(body)
  return (
    <div
      className={`flex max-w-[72ch] flex-col gap-2 wrap-anywhere ${isJumbo(body) ? 'text-jumbo' : 'text-message'}`}
    >
      <Blocks blocks={known.blocks} />
    </div>
  )
}
