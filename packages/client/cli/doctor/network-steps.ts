import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { failed, type Finding, ok, type Step, warning } from './finding.ts'
import { wordsOf } from '../words-of.ts'

/** Milliseconds for each connection. */
const PATIENCE_MS = 5000
const DAY_MS = 86_400_000
/** Days before a certificate ends in which somebody should know. */
const SOON_DAYS = 14

/** Whether anything listens there, and whether it can be believed to be who it says. */
export const networkSteps = (url: string): Step[] => [
  { name: 'address', look: () => reach(new URL(url)) },
  { name: 'tls', look: () => checkTls(new URL(url)) },
]

const portOf = ({ port, protocol }: URL) => Number(port || (protocol === 'https:' ? 443 : 80))
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, '$1')

async function reach(url: URL): Promise<Finding> {
  const socket = connect({ host: hostOf(url), port: portOf(url) })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(PATIENCE_MS) })
    return ok(`${url.origin} answers from ${socket.remoteAddress}.`)
  } catch (error) {
    return failed(
      `Nothing answers at ${url.origin}: ${wordsOf(error)}.`,
      'Compare the address with the one in a browser; then ask whether the server runs, and whether a firewall is between.',
    )
  } finally {
    socket.destroy()
  }
}

async function checkTls(url: URL): Promise<Finding> {
  const host = hostOf(url)
  if (url.protocol === 'http:')
    return /^(localhost|127\.[\d.]+|::1)$/.test(host)
      ? ok('Plain HTTP, on this machine only.')
      : warning('Plain HTTP: passwords and words can be read on their way.', 'Use the https:// address.')
  const socket = connectTls({
    host,
    port: portOf(url),
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
  })
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(PATIENCE_MS) })
    const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / DAY_MS)
    const found = `${socket.getProtocol()}; the certificate is good for ${days} days.`
    return days < SOON_DAYS ? warning(found, 'Tell whoever runs the server to renew it.') : ok(found)
  } catch (error) {
    return failed(
      `No connection that can be trusted: ${wordsOf(error)}.`,
      'With a certificate of your own, name its authority in NODE_EXTRA_CA_CERTS. Otherwise somebody may be in between.',
    )
  } finally {
    socket.destroy()
  }
}
