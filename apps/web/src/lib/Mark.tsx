const tones = {
  paper: { bubble: 'fill-rail stroke-control', line: 'fill-on-rail' },
  rail: { bubble: 'fill-rail-selected', line: 'fill-on-rail' },
} as const

/** The product's mark: a message, two lines of it written. */
export function Mark({ on = 'paper' }: { on?: keyof typeof tones }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-8">
      <path
        className={tones[on].bubble}
        d="M8 3h16a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-9l-7 6v-6a6 6 0 0 1-6-6V9a6 6 0 0 1 6-6Z"
      />
      <path className="fill-you" d="M10 10h12v2.4H10z" />
      <path className={tones[on].line} d="M10 15h8v2.4h-8z" />
    </svg>
  )
}
