import { type ChatterlyClient, clientOver } from './client-over.ts'
import type { Auth } from './credentials.ts'
import { createNetworkTransport, type NetworkOptions } from './network-transport.ts'
import type { Position } from './realtime/sync-engine.ts'
import { type TokenSession, tokenAuth } from './token-auth.ts'

export type ClientOptions = Omit<NetworkOptions, 'auth'> & {
  /** Needed outside of browsers: who calls, asked anew for each attempt, or the tokens of a session. */
  auth?: Auth | TokenSession
  /** The position an earlier client ended at; without it the events begin now. */
  since?: Position
}

/** Connects a program, or a page, to a Chatterly server as one person. Nothing is opened before it is used. */
export function createClient({ since, auth, ...network }: ClientOptions): ChatterlyClient {
  const asked = typeof auth === 'object' ? tokenAuth({ ...network, ...auth }) : auth
  return clientOver(createNetworkTransport({ ...network, ...(asked && { auth: asked }) }), { since }).client
}
