import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { memo, useId } from 'react'
import type { Section } from '../../features/conversations/sections.ts'
import { SidebarRow } from './SidebarRow.tsx'

const adds = {
  channel: { to: '/browse', label: 'Browse channels' },
  group: { to: '/new', label: 'New group' },
  direct: { to: '/new', label: 'New direct conversation' },
} as const

type Props = { section: Section; isFiltered: boolean; heading: 'h2' | 'h3' }

/** An empty one shows its way in, except while names are filtered. */
export const SidebarSection = memo(function SidebarSection({ section, isFiltered, heading: Heading }: Props) {
  const id = useId()
  const { to, label } = adds[section.kind]
  if (section.rows.length === 0 && (isFiltered || section.kind === 'group')) return null
  return (
    <section aria-labelledby={id} className="group/section mt-3 first:mt-0">
      <div className="flex h-7 items-center justify-between ps-2 pe-1">
        <Heading id={id} className="text-meta font-[550] text-secondary">
          {section.title}
        </Heading>
        <Link
          to={to}
          aria-label={label}
          title={label}
          className="inline-flex size-6 items-center justify-center rounded-xs text-tertiary hover:bg-sidebar-hover hover:text-primary pointer-coarse:size-11"
        >
          <Plus size={16} aria-hidden="true" />
        </Link>
      </div>
      <ul className="flex flex-col gap-px">
        {section.rows.map(({ mine, name }) => (
          <li key={mine.id}>
            <SidebarRow mine={mine} name={name} />
          </li>
        ))}
      </ul>
      {section.rows.length === 0 && (
        <Link
          to={to}
          className="flex min-h-(--row) items-center rounded-sm px-2 text-ui text-secondary hover:bg-sidebar-hover hover:text-primary"
        >
          {section.kind === 'channel' ? 'Find a channel to join' : 'Write to somebody'}
        </Link>
      )}
    </section>
  )
})
