import { z } from 'zod'

/** `block`: nobody comes in from there. `allow`: once there is one such rule, nobody comes in from anywhere else. */
export const networkActions = ['allow', 'block'] as const
export const NetworkAction = z.enum(networkActions)
export type NetworkAction = z.infer<typeof NetworkAction>

export const NETWORK_NOTE_MAX = 200

/** One address, or all that begin alike: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32. */
export const Network = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'Write an address or a network, such as 203.0.113.0/24.',
)

export const AddNetworkRule = z.object({
  action: NetworkAction,
  network: Network,
  note: z.string().trim().max(NETWORK_NOTE_MAX).default(''),
})
export type AddNetworkRule = z.infer<typeof AddNetworkRule>
