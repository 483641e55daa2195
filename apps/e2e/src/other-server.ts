/** Seconds a call rings that is started at the other server. */
export const RING_SECONDS = 5

/**
 * A server of the same installation with settings of its own: an account begins only when its address was proved, and
 * calls ring for a few seconds only.
 */
export const otherServer = () => `http://127.0.0.1:${process.env.CHATTERLY_E2E_OTHER_PORT}`
