const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const GROUPS = 8
/** Groups of 16 bits: 64 bits name a network, and one household has all addresses in it. */
const NETWORK_GROUPS = 4

/**
 * Whom an address stands for where somebody is counted: an IPv4 address itself, also in its IPv6 form, and the /64
 * network of an IPv6 address, within which anybody may take another at any time.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [, ipv4] = MAPPED_IPV4.exec(address) ?? []
  if (ipv4) return ipv4
  const [bare = ''] = address.toLowerCase().split('%')
  const [head = '', tail] = bare.split('::')
  const before = groupsOf(head)
  const after = groupsOf(tail ?? '')
  const zeros = Math.max(0, GROUPS - before.length - after.length)
  const groups = tail === undefined ? before : [...before, ...Array<string>(zeros).fill('0'), ...after]
  return `${groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

const groupsOf = (part: string) => (part === '' ? [] : part.split(':'))
