import type { IncomingMessage } from 'node:http'
import type { Actor, World } from '@chatterly/domain/context'
import { bearerOf, identifyRequest } from '../credentials.ts'

export type Upgrading = {
  actor: Actor | null
  /** Has shown nothing, and has announced to say in its first message who it is. */
  isStranger: boolean
}

/**
 * Who asks for a socket: by a ticket in its address, else as on HTTP. Nothing but a ticket is taken from an address:
 * addresses stand in logs.
 */
export async function identifyUpgrade(
  { sessions, tickets }: Pick<World, 'sessions' | 'tickets'>,
  { headers, url }: IncomingMessage,
): Promise<Upgrading> {
  const { searchParams } = urlOf(url)
  const ticket = searchParams.get('ticket') ?? searchParams.get('token')
  if (ticket !== null) return { actor: await tickets.redeem(ticket), isStranger: false }
  const { actor } = await identifyRequest(sessions, headers)
  const isStranger = !actor && bearerOf(headers.authorization) === undefined && saysMore(url)
  return { actor, isStranger }
}

/** Whether the client has announced to say more about itself in its first message. */
export const saysMore = (url: string | undefined) => urlOf(url).searchParams.get('connectionParams') === '1'

export const urlOf = (url: string | undefined) => new URL(url ?? '', 'http://localhost')
