/** Milliseconds a finger rests before it means more than a tap. */
export const LONG_PRESS_MS = 450
/** Pixels a resting finger may wander. */
const WANDER_MAX = 10

type Point = { x: number; y: number }

/** Tells a finger that rests from one that taps or scrolls. */
export function createLongPress() {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start: Point = { x: 0, y: 0 }
  const end = () => clearTimeout(timer)
  return {
    down(point: Point, onLong: () => void) {
      end()
      start = point
      timer = setTimeout(onLong, LONG_PRESS_MS)
    },
    move({ x, y }: Point) {
      if (Math.hypot(x - start.x, y - start.y) > WANDER_MAX) end()
    },
    end,
  }
}
