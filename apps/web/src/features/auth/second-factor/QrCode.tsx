import { encode } from 'uqr'

/** Modules of quiet around it, without which cameras find it late. */
const QUIET = 3

/** Drawn here: what it says is a secret, and no other server is asked to draw it. Dark on light in both schemes. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: QUIET })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 shrink-0 rounded-sm border border-subtle bg-white text-black"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}
