import { z } from 'zod'
import { failed, type Finding, ok, type Step, warning } from './finding.ts'
import { wordsOf } from '../words-of.ts'

const PATIENCE_MS = 5000
/** Of the interface; another first number means another interface. */
const KNOWN_VERSION = '1'
/** Milliseconds. Beyond it, tokens are taken for ended, or for good when they are not. */
const SKEW_MAX_MS = 30_000

/** Whether Chatterly answers there, one that this program understands, at about the same time. */
export const serverSteps = (url: string): Step[] => [
  { name: 'health', look: () => checkHealth(url) },
  { name: 'version', look: () => checkVersion(url) },
  { name: 'clock', look: () => checkClock(url) },
]

const ask = (url: string, path: string) =>
  fetch(new URL(path, url), { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'manual' })

const Health = z.object({ ok: z.boolean(), checks: z.record(z.string(), z.object({ ok: z.boolean() })) })

async function checkHealth(url: string): Promise<Finding> {
  try {
    const answer = await ask(url, '/readyz')
    const health = Health.safeParse(await answer.json())
    if (!health.success)
      return stranger(`It answers /readyz with ${answer.status}, and not as Chatterly does.`)
    const bad = Object.entries(health.data.checks).flatMap(([name, check]) => (check.ok ? [] : name))
    if (!health.data.ok)
      return failed(
        `The server is not ready: ${bad.join(', ') || 'it is leaving'}.`,
        'Try again in a minute; then tell whoever runs it.',
      )
    return bad.length > 0
      ? warning(`The server works, without ${bad.join(', ')}.`, 'Tell whoever runs it.')
      : ok('The server and all it needs are well.')
  } catch (error) {
    return stranger(`It gave no answer that makes sense: ${wordsOf(error)}.`)
  }
}

const stranger = (found: string) =>
  failed(
    found,
    'Something else may listen there, or a proxy in front has nobody behind it. Check the address and the port.',
  )

async function checkVersion(url: string): Promise<Finding> {
  const version = (await ask(url, '/api/v1/auth/session')).headers.get('x-api-version')
  if (version === null)
    return warning(
      'The server does not say which version its interface has.',
      'A proxy may take X-Api-Version away; it does no harm here.',
    )
  return version.split('.')[0] === KNOWN_VERSION
    ? ok(`The interface has version ${version}.`)
    : failed(
        `The interface has version ${version}, this program knows ${KNOWN_VERSION}.`,
        'Update @chatterly/client.',
      )
}

async function checkClock(url: string): Promise<Finding> {
  const askedAt = Date.now()
  const date = (await ask(url, '/livez')).headers.get('date')
  if (date === null)
    return warning(
      'The server does not say what time it is.',
      'A proxy may take Date away; it does no harm here.',
    )
  // It is a whole second, and was written somewhere on the way there and back.
  const skewMs = Date.parse(date) + 500 - (askedAt + Date.now()) / 2
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const found = `The clocks differ by ${seconds} seconds.`
  return Math.abs(skewMs) > SKEW_MAX_MS
    ? warning(
        found,
        `This machine’s clock is ${skewMs > 0 ? 'slow' : 'fast'}, or the server’s is wrong: let NTP set both.`,
      )
    : ok(found)
}
