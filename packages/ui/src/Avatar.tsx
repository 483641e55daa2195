/** Pixels at the default text size; drawn in rem. */
type Size = 16 | 20 | 24 | 36 | 72

type Props = {
  /** Decides the colour, so that a person keeps theirs when renamed. */
  id: string
  name: string
  size?: Size
}

const COLOURS = 8

/** Decoration: the name stands beside it, so it has none of its own. */
export function Avatar({ id, name, size = 36 }: Props) {
  return (
    <span
      aria-hidden="true"
      className="inline-flex shrink-0 items-center justify-center rounded-full font-[650] text-white select-none"
      style={{
        inlineSize: `${size / 16}rem`,
        blockSize: `${size / 16}rem`,
        fontSize: `${(size * 0.4) / 16}rem`,
        backgroundColor: `var(--avatar-${colourOf(id)})`,
      }}
    >
      {initialsOf(name, size)}
    </span>
  )
}

/** FNV-1a: spreads similar ids. */
function colourOf(id: string) {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  return ((hash >>> 0) % COLOURS) + 1
}

function initialsOf(name: string, size: Size) {
  const words = name.trim().split(/\s+/)
  const first = firstCharacter(words[0])
  const last = words.length > 1 && size > 20 ? firstCharacter(words.at(-1)) : ''
  return (first + last).toLocaleUpperCase()
}

const firstCharacter = (word: string | undefined) => Array.from(word ?? '')[0] ?? ''
