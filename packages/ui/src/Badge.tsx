const tones = {
  you: 'bg-you text-on-you',
  neutral: 'bg-secondary text-canvas',
} as const

type Props = {
  count: number
  /** What is counted, with the exact number: "132 unread messages". */
  label: string
  tone?: keyof typeof tones
}

/** Draws "99+" beyond that, and always says the exact number. */
export function Badge({ count, label, tone = 'neutral' }: Props) {
  return (
    <span
      className={`inline-flex h-[1.125rem] min-w-[1.125rem] shrink-0 items-center justify-center rounded-full px-1.5 text-[0.6875rem] leading-none font-[650] tabular-nums ${tones[tone]}`}
    >
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}
