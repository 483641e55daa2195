import { BlockList, isIPv4, isIPv6 } from 'node:net'
import type { Database } from '@chatterly/db/database'
import { type NetworkRuleRow, networkRules } from '@chatterly/db/schema/network'
import type { Bus } from '@chatterly/platform/bus'
import type { Logger } from '@chatterly/platform/logger'
import { plainAddress } from '@chatterly/platform/network-address'

export const NETWORK_CHANNEL = 'network.changed'
/** Milliseconds. How late a rule is heard of that Redis could not tell, or that was written by hand. */
const NETWORK_REFRESH_MS = 10_000

export type NetworkRules = ReturnType<typeof createNetworkRules>

/**
 * From where people may come, in memory. When PostgreSQL cannot be asked, the rules that were read last go on.
 */
export function createNetworkRules({ db, bus, logger }: { db: Database; bus: Bus; logger: Logger }) {
  let lists = listsOf([])
  let seen = ''
  let isAway = false
  const listeners = new Set<() => void>()

  /** @throws whatever the database throws */
  async function read(): Promise<void> {
    const rows = await db.select().from(networkRules).orderBy(networkRules.id)
    const now = JSON.stringify(rows)
    if (now === seen) return
    lists = listsOf(rows)
    seen = now
    for (const listener of listeners) listener()
  }

  async function refresh(): Promise<void> {
    try {
      await read()
      isAway = false
    } catch (error) {
      if (!isAway) logger.warn({ err: error }, 'The network rules cannot be read; the last ones go on')
      isAway = true
    }
  }

  return {
    /** Without any, nobody need be asked where they come from. */
    hasRules: (): boolean => lists !== NONE,

    /** @param address in one spelling, as `plainAddress` gives it */
    admits: (address: string): boolean => lists === NONE || isAdmitted(lists, address),

    /** Called when the rules are others than before. */
    onChange: (listener: () => void) => void listeners.add(listener),

    /**
     * Reads the rules, and again whenever they change. Returns how to stop.
     *
     * @throws whatever the database throws: nobody is let in by rules that were never read
     */
    async watch(): Promise<() => Promise<void>> {
      await read()
      const unsubscribe = await bus.subscribe(NETWORK_CHANNEL, () => void refresh())
      const timer = setInterval(() => void refresh(), NETWORK_REFRESH_MS).unref()
      return async () => {
        clearInterval(timer)
        listeners.clear()
        await unsubscribe()
      }
    },
  }
}

type Lists = { allow: BlockList; block: BlockList; allowsOnly: boolean }

const NONE: Lists = { allow: new BlockList(), block: new BlockList(), allowsOnly: false }

function listsOf(rules: NetworkRuleRow[]): Lists {
  if (rules.length === 0) return NONE
  const lists = { allow: new BlockList(), block: new BlockList(), allowsOnly: false }
  for (const { action, network } of rules) {
    add(lists[action], network)
    lists.allowsOnly ||= action === 'allow'
  }
  return lists
}

/** Bits of ::ffff:0:0/96, in which IPv4 is written as IPv6. */
const MAPPED_BITS = 96

function add(list: BlockList, network: string): void {
  const [written = '', bits] = network.split('/')
  const address = plainAddress(written)
  const isMapped = isIPv4(address) && isIPv6(written)
  const prefix = Number(bits ?? (isIPv6(written) ? 128 : 32)) - (isMapped ? MAPPED_BITS : 0)
  // A network around all mapped addresses holds more than IPv4: it is taken as it is written.
  if (prefix < 0) list.addSubnet(written, prefix + MAPPED_BITS, 'ipv6')
  else list.addSubnet(address, prefix, familyOf(address))
}

/** Blocked is blocked, wherever else is allowed. What is no address cannot be on a list of those allowed. */
function isAdmitted({ allow, block, allowsOnly }: Lists, address: string): boolean {
  if (isIPv4(address) || isIPv6(address)) {
    const family = familyOf(address)
    return !block.check(address, family) && (!allowsOnly || allow.check(address, family))
  }
  return !allowsOnly
}

const familyOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6')
