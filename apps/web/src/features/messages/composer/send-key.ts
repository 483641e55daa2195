type Key = { key: string; shiftKey: boolean; altKey: boolean; isComposing: boolean; keyCode: number }

/** A key that belongs to an input method; Safari tells it by the code alone. */
const belongsToInputMethod = ({ isComposing, keyCode }: Key) => isComposing || keyCode === 229

/** Enter sends; with Shift, and wherever fingers type, it begins a line. */
export const isSendKey = (key: Key, isTouch: boolean) =>
  key.key === 'Enter' && !key.shiftKey && !key.altKey && !isTouch && !belongsToInputMethod(key)
