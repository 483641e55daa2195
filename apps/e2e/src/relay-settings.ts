/** What the product and its relay share in journeys. */
export const TURN_SECRET = 'what only the two servers know'

export const relayPorts = () => ({
  stun: Number(process.env.CHATTERLY_E2E_STUN_PORT),
  turn: Number(process.env.CHATTERLY_E2E_TURN_PORT),
  turns: Number(process.env.CHATTERLY_E2E_TURNS_PORT),
})

/** What the product is told of its relay, which runs only in the journeys that start it. */
export function relaySettings(): Record<string, string> {
  const { stun, turn, turns } = relayPorts()
  return {
    STUN_URLS: `stun:127.0.0.1:${stun}`,
    TURN_URLS: [
      `turn:127.0.0.1:${turn}?transport=udp`,
      `turn:127.0.0.1:${turn}?transport=tcp`,
      `turns:127.0.0.1:${turns}?transport=tcp`,
    ].join(),
    TURN_SECRET,
  }
}
