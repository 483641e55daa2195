const tones = {
  plain: 'border-subtle bg-sunken text-secondary',
  rail: 'border-on-rail/30 text-on-rail',
} as const

/** A key combination, each key in its own cap: `keys` is what is printed on them, parted by spaces. */
export function Keys({ keys, tone = 'plain' }: { keys: string; tone?: keyof typeof tones }) {
  return (
    <kbd className="inline-flex gap-1 font-sans">
      {keys.split(' ').map((key) => (
        <span
          key={key}
          className={`inline-flex min-w-5 items-center justify-center rounded-xs border px-1 text-meta leading-[1.125rem] ${tones[tone]}`}
        >
          {key}
        </span>
      ))}
    </kbd>
  )
}
