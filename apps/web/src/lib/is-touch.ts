/** Fingers point here, and a keyboard covers half of the screen. */
export const isTouch = () => window.matchMedia('(pointer: coarse)').matches
