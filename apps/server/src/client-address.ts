import type { IncomingMessage } from 'node:http'
import { plainAddress } from '@chatterly/platform/network-address'
import proxyaddr from 'proxy-addr'

/** Express's own answer to which proxies are trusted. */
export type TrustsProxy = (address: string, hop: number) => boolean

/** The client's address, in one spelling: what a proxy says about it counts only when the proxy is trusted. */
export const addressOf = (request: IncomingMessage, trusts: TrustsProxy) =>
  plainAddress(proxyaddr(request, trusts))
