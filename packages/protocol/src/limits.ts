/** What may be asked how often, counted by whom. `RATE_LIMIT_SCALE` multiplies the points. */
export const rateLimits = {
  register: { points: 60, windowSeconds: 3600, countedBy: 'address' },
  login: { points: 60, windowSeconds: 300, countedBy: 'address' },
  loginOfAccount: { points: 20, windowSeconds: 900, countedBy: 'account' },
  refresh: { points: 600, windowSeconds: 300, countedBy: 'address' },
  loginOfDevice: { points: 20, windowSeconds: 900, countedBy: 'account' },
  confirm: { points: 10, windowSeconds: 900, countedBy: 'person' },
  link: { points: 60, windowSeconds: 600, countedBy: 'address' },
  mail: { points: 30, windowSeconds: 3600, countedBy: 'address' },
  mailOfAccount: { points: 5, windowSeconds: 3600, countedBy: 'account' },
  codeOfAccount: { points: 10, windowSeconds: 900, countedBy: 'account' },
  passkey: { points: 120, windowSeconds: 300, countedBy: 'address' },
  provider: { points: 60, windowSeconds: 300, countedBy: 'address' },
  read: { points: 1200, windowSeconds: 60, countedBy: 'person' },
  write: { points: 120, windowSeconds: 60, countedBy: 'person' },
  send: { points: 300, windowSeconds: 60, countedBy: 'person' },
  react: { points: 180, windowSeconds: 60, countedBy: 'person' },
  call: { points: 60, windowSeconds: 60, countedBy: 'person' },
  signal: { points: 1200, windowSeconds: 60, countedBy: 'person' },
  report: { points: 20, windowSeconds: 3600, countedBy: 'person' },
  search: { points: 120, windowSeconds: 60, countedBy: 'person' },
  subscribe: { points: 120, windowSeconds: 60, countedBy: 'person' },
  anonymous: { points: 300, windowSeconds: 60, countedBy: 'address' },
} as const satisfies Record<
  string,
  { points: number; windowSeconds: number; countedBy: 'address' | 'account' | 'person' }
>

export type RateLimitName = keyof typeof rateLimits
