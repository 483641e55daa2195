import { useSyncExternalStore } from 'react'

/** `stack`: one screen at a time. `drawer`: the sidebar comes when called. `overlay`: the panel lies over the timeline. */
export type Layout = 'stack' | 'drawer' | 'overlay' | 'full'

const wide =
  typeof matchMedia === 'undefined'
    ? []
    : [600, 900, 1200].map((width) => matchMedia(`(width >= ${width}px)`))
const layouts = ['stack', 'drawer', 'overlay', 'full'] as const

export const useLayout = (): Layout => useSyncExternalStore(subscribe, currentLayout)

const currentLayout = (): Layout => layouts[wide.filter((query) => query.matches).length] ?? 'full'

function subscribe(listener: () => void) {
  for (const query of wide) query.addEventListener('change', listener)
  return () => {
    for (const query of wide) query.removeEventListener('change', listener)
  }
}
