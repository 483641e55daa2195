/** Milliseconds: long enough for a screen reader to have taken it. */
const KEPT_MS = 7_000

/** Speaks it politely, in a live region of its own, apart from everything that is drawn. */
export function announce(text: string) {
  const line = document.createElement('div')
  line.textContent = text
  liveRegion().append(line)
  setTimeout(() => line.remove(), KEPT_MS)
}

/** Made once, before anything is said: regions that arrive together with their text stay silent. */
export function liveRegion(): HTMLElement {
  const known = document.getElementById('announcer')
  if (known !== null) return known
  const region = document.createElement('div')
  region.id = 'announcer'
  region.className = 'sr-only'
  region.setAttribute('aria-live', 'polite')
  region.setAttribute('aria-relevant', 'additions')
  // Dialogs hide everything else from screen readers; this marks what stays audible.
  region.dataset.liveAnnouncer = 'true'
  document.body.append(region)
  return region
}
