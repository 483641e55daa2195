import { useEffect } from 'react'
import { create } from 'zustand'

const usePage = create<{ name: string | undefined }>(() => ({ name: undefined }))

/** What the page that is open calls itself. */
export const usePageName = () => usePage(({ name }) => name)

/** While mounted, the window is named after it. */
export function useNamePage(name: string) {
  useEffect(() => {
    usePage.setState({ name })
    return () => usePage.setState({ name: undefined })
  }, [name])
}

/** `(3) #design — Chatterly`. The number is what is unread everywhere. */
export function pageTitle(name: string | undefined, unread: number): string {
  const count = unread === 0 ? '' : `(${unread > 99 ? '99+' : unread}) `
  return `${count}${name === undefined ? '' : `${name} — `}Chatterly`
}
