import { SESSION_LABEL_MAX } from '@chatterly/protocol/auth/sessions'

/** The first that fits: most browsers name those they descend from too. */
const PROGRAMS: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]

/** What a person calls the device or program that sent a user agent: "Firefox on Linux", "curl". */
export const deviceWordsOf = (userAgent: string | undefined): string =>
  knownWordsOf(userAgent) ?? nameOf(userAgent) ?? 'Unknown device'

/** The same for a mail: in our own words alone, so that whoever signs in writes none to somebody else. */
export function knownWordsOf(userAgent: string | undefined): string | undefined {
  const program = wordFor(PROGRAMS, userAgent)
  const system = wordFor(SYSTEMS, userAgent)
  return program && system ? `${program} on ${system}` : (program ?? system)
}

const wordFor = (words: [RegExp, string][], userAgent: string | undefined) =>
  words.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]

/** A program's own name, as RFC 9110 has it in front of its version. */
function nameOf(userAgent: string | undefined): string | undefined {
  const [name] = /^[\w.-]+/.exec(userAgent ?? '') ?? []
  return name?.slice(0, SESSION_LABEL_MAX)
}
