/** Conversations asked for in one pull. It stands apart so that a browser need not load every shape for it. */
export const PULL_CURSORS_MAX = 500
