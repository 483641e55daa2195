/** What one step has found. A failed one makes the steps after it senseless, a warning does not. */
export type Finding = { state: 'ok' | 'warning' | 'failed'; found: string; todo?: string }

export type Step = { name: string; look(): Promise<Finding> }

export const ok = (found: string): Finding => ({ state: 'ok', found })
export const warning = (found: string, todo: string): Finding => ({ state: 'warning', found, todo })
export const failed = (found: string, todo: string): Finding => ({ state: 'failed', found, todo })
