/**
 * A text that is too long for one message as several that are not: parted at paragraphs, else at lines, else at
 * spaces, and only where there is none of them in the middle of a word.
 */
export function splitBody(body: string, max: number): string[] {
  const parts: string[] = []
  let rest = body.trim()
  while (rest.length > max) {
    const end = placeToPart(rest, max)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return rest === '' ? parts : [...parts, rest]
}

function placeToPart(text: string, max: number): number {
  const head = text.slice(0, max)
  for (const separator of ['\n\n', '\n', ' ']) {
    const at = head.lastIndexOf(separator)
    if (at > max / 2) return at
  }
  // Not between the two halves of one sign.
  return /[\ud800-\udbff]$/.test(head) ? max - 1 : max
}
