import type { UserId } from '@chatterly/protocol/ids'
import { useLayoutEffect, useMemo, useRef } from 'react'
import type { OutboxView } from '@chatterly/client/outbox/outbox-item'
import type { LoadedWindow } from '../window/window-cache.ts'
import { keepRows } from './keep-rows.ts'
import { buildRows, type Row } from './rows.ts'

type Options = {
  loaded: LoadedWindow | undefined
  outbox: OutboxView
  viewerId: UserId
  dividerAfter: number | null
}

/** The rows of what is loaded and on its way; none while nothing is loaded. */
export function useRows({ loaded, outbox, viewerId, dividerAfter }: Options): Row[] {
  const before = useRef<Row[]>([])
  const rows = useMemo(
    () =>
      loaded
        ? keepRows(before.current, buildRows({ window: loaded.window, outbox, viewerId, dividerAfter }))
        : [],
    [loaded, outbox, viewerId, dividerAfter],
  )
  useLayoutEffect(() => {
    before.current = rows
  }, [rows])
  return rows
}
