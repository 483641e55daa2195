import { filterSections } from '../../features/conversations/sections.ts'
import { SidebarLoading } from './SidebarLoading.tsx'
import { SidebarSection } from './SidebarSection.tsx'
import { useSections } from './use-sections.ts'

type Props = {
  /** What the names are filtered by; empty for all. */
  written: string
  heading: 'h2' | 'h3'
}

/** The part of the sidebar that is drawn again when something is unread or read. */
export function SidebarSections({ written, heading }: Props) {
  const all = useSections()
  if (all === undefined) return <SidebarLoading />
  const shown = filterSections(all, written)
  const isNothing = written !== '' && shown.every((section) => section.rows.length === 0)
  return (
    <>
      {shown.map((section) => (
        <SidebarSection key={section.kind} section={section} isFiltered={written !== ''} heading={heading} />
      ))}
      {isNothing && (
        <p className="px-2 py-4 text-ui text-secondary" role="status">
          No conversation is called “<bdi>{written}</bdi>”.
        </p>
      )}
    </>
  )
}
