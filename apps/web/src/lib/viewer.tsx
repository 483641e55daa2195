import type { OwnProfileView } from '@chatterly/protocol/users/shapes'
import { createContext, type ReactNode, useContext } from 'react'

const ViewerContext = createContext<OwnProfileView | null>(null)

export function ViewerProvider({ viewer, children }: { viewer: OwnProfileView; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>
}

/**
 * Who is signed in. Only inside the signed-in area.
 * @throws when used outside of it.
 */
export function useViewer(): OwnProfileView {
  const viewer = useContext(ViewerContext)
  if (viewer === null) throw new Error('useViewer is used outside the signed-in area')
  return viewer
}
