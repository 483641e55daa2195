import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where programs keep what changes by itself and belongs to one person: XDG's state folder. */
export function stateFolder(): string {
  const { XDG_STATE_HOME } = process.env
  // A relative one is to be left out, says the XDG base directory specification.
  const base = XDG_STATE_HOME?.startsWith('/') ? XDG_STATE_HOME : join(homedir(), '.local', 'state')
  return join(base, 'chatterly')
}
