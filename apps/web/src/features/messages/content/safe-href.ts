const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])

/** The server gives only safe links; this holds even if it one day does not. */
export const safeHref = (href: string): string | null =>
  URL.canParse(href) && SAFE_PROTOCOLS.has(new URL(href).protocol) ? href : null
