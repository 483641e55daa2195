import { isIP, isIPv4, SocketAddress } from 'node:net'

/** For whatever is no address: all of it together is one. */
const UNKNOWN_ADDRESS = 'unknown'

/** One spelling for each address: without port, brackets and zone, and IPv4 as such where it is written as IPv6. */
export function plainAddress(text: string | undefined): string {
  if (text === undefined) return UNKNOWN_ADDRESS
  if (isIPv4(text)) return text
  const bare = withoutPort(text.trim()).replace(/%.*$/, '')
  if (isIP(bare) !== 6) return isIPv4(bare) ? bare : UNKNOWN_ADDRESS
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' })
  return address.startsWith(MAPPED) && isIPv4(address.slice(MAPPED.length))
    ? address.slice(MAPPED.length)
    : address
}

const MAPPED = '::ffff:'

const withoutPort = (text: string) =>
  /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text

/** Groups of an IPv6 address that name a network of one customer: 64 bits. */
const NETWORK_GROUPS = 4

/**
 * By whom is counted: of IPv6 the /64, since whoever has one address there has all of them.
 *
 * @param address as `plainAddress` gives it
 */
export function countedAddress(address: string): string {
  if (!address.includes(':')) return address
  const [before = '', after = ''] = address.split('::')
  const [first, last] = [before, after].map((part) => (part === '' ? [] : part.split(':')))
  const zeros = address.includes('::') ? 8 - (first?.length ?? 0) - (last?.length ?? 0) : 0
  const groups = [...(first ?? []), ...Array.from({ length: zeros }, () => '0'), ...(last ?? [])]
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::`
}
