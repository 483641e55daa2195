import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useCommand } from '../../lib/keymap.ts'
import type { Panel } from '../search-params.ts'

/** The right panel. It lives in the address, so that back closes it and a link opens it. */
export function usePanel() {
  const navigate = useNavigate()
  const { panel: open } = useSearch({ from: '/signed-in/c/$conversationId' })
  const show = useCallback(
    (panel: Panel | undefined) =>
      void navigate({ to: '.', search: (search) => ({ ...search, panel }), replace: panel === undefined }),
    [navigate],
  )
  const close = useCallback(() => show(undefined), [show])
  const toggle = () => show(open === undefined ? 'members' : undefined)
  useCommand('panel.toggle', toggle)
  useCommand('panel.close', () => {
    if (open === undefined) return false
    close()
  })
  return { open, toggle, close }
}
