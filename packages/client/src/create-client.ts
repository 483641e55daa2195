import { type ChatterlyClient, clientOver } from './client-over.ts'
import { createNetworkTransport, type NetworkOptions } from './network-transport.ts'
import type { Position } from './realtime/sync-engine.ts'

export type ClientOptions = NetworkOptions & {
  /** The position an earlier client ended at; without it the events begin now. */
  since?: Position
}

/** Connects a program, or a page, to a Chatterly server as one person. Nothing is opened before it is used. */
export const createClient = ({ since, ...network }: ClientOptions): ChatterlyClient =>
  clientOver(createNetworkTransport(network), { since }).client
