import { Mic, MicOff } from 'lucide-react'
import { useEffect, useRef } from 'react'

const BARS = 24

/** How loud one is. Drawn outside React: it moves with every frame. */
export function LevelMeter({ level, isOpen }: { level: () => number; isOpen: boolean }) {
  const bars = useRef<HTMLDivElement>(null)
  const read = useRef(level)
  read.current = level
  useEffect(() => {
    let frame = 0
    const draw = () => {
      const lit = Math.round(read.current() * BARS)
      for (const [index, bar] of [...(bars.current?.children ?? [])].entries())
        bar.toggleAttribute('data-lit', index < lit)
      frame = requestAnimationFrame(draw)
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [])
  const Icon = isOpen ? Mic : MicOff
  return (
    <div className="flex items-center gap-2.5">
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-secondary" />
      <div ref={bars} role="img" aria-label="Microphone level" className="flex h-4 flex-1 gap-1">
        {Array.from({ length: BARS }, (_, index) => (
          <span key={index} className="flex-1 rounded-xs bg-sunken data-lit:bg-live" />
        ))}
      </div>
    </div>
  )
}
