import { Copy, Eye, Link2, Pencil, SmilePlus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ActionId } from './message-actions.ts'

const look = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const

export const actionIcons = {
  react: <SmilePlus {...look} />,
  edit: <Pencil {...look} />,
  copyText: <Copy {...look} />,
  copyLink: <Link2 {...look} />,
  seenBy: <Eye {...look} />,
  delete: <Trash2 {...look} />,
} as const satisfies Record<ActionId, ReactNode>
