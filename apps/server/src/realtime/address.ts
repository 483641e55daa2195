import type { IncomingMessage } from 'node:http'
import proxyaddr from 'proxy-addr'

/** Express's own answer to which proxies are trusted. */
export type TrustsProxy = (address: string, hop: number) => boolean

/** The client's address as Express sees it on HTTP: what a proxy says counts only when the proxy is trusted. */
export const addressOf = (request: IncomingMessage, trusts: TrustsProxy) => proxyaddr(request, trusts)
