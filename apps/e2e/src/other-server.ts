/** Seconds a call rings that is started at the server that is strict. */
export const RING_SECONDS = 5

/** Servers of the same installation with settings of their own. */
const others = {
  /** An account begins only when its address was proved, and calls ring for a few seconds only. */
  strict: {
    port: () => process.env.CHATTERLY_E2E_OTHER_PORT,
    settings: { EMAIL_PROOF: 'required', CALL_RING_SECONDS: String(RING_SECONDS) },
  },
  /** Whoever registers was invited. */
  inviting: {
    port: () => process.env.CHATTERLY_E2E_INVITING_PORT,
    settings: { REGISTRATION: 'invite' },
  },
  /** Nobody registers. */
  closed: {
    port: () => process.env.CHATTERLY_E2E_CLOSED_PORT,
    settings: { REGISTRATION: 'closed' },
  },
}

type Other = keyof typeof others

/** Where it is. */
export const otherServer = (kind: Other = 'strict') => `http://localhost:${others[kind].port()}`

/** All of them: where they are, and what they are told beside what every server is. */
export const otherServers = () =>
  Object.values(others).map(({ port, settings }) => {
    const address = `http://localhost:${port()}`
    return { address, settings: { ...settings, PORT: port() ?? '', PUBLIC_URL: address } }
  })
