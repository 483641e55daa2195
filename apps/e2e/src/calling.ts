/// <reference lib="dom" />
import { expect, type Locator, type Page } from '@playwright/test'

type Counted = { decoded: number; encoded: number }

declare global {
  // What the page itself does not keep: every connection it has opened.
  var openedConnections: RTCPeerConnection[]
}

/** Before the page loads: its connections are kept where a journey can count what passes. */
export const watchConnections = (page: Page) =>
  page.addInitScript(() => {
    globalThis.openedConnections = []
    const Original = globalThis.RTCPeerConnection
    globalThis.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        globalThis.openedConnections.push(this)
      }
    }
  })

/** Who has used calls on this device before is not led through the green room. */
export const skipGreenRoom = (page: Page) =>
  page.addInitScript(() => {
    if (localStorage.getItem('chatterly-calls') === null)
      localStorage.setItem('chatterly-calls', JSON.stringify({ hasLookedAtSelf: true }))
  })

/** Frames of pictures and packets of sound, of all open connections together. */
const countMedia = (page: Page): Promise<{ frames: Counted; packetsIn: number; connected: number }> =>
  page.evaluate(async () => {
    const counted = { frames: { decoded: 0, encoded: 0 }, packetsIn: 0, connected: 0 }
    for (const connection of globalThis.openedConnections) {
      if (connection.connectionState !== 'connected') continue
      counted.connected += 1
      const report = await connection.getStats()
      report.forEach((entry: Record<string, unknown>) => {
        if (entry.type === 'inbound-rtp' && entry.kind === 'video')
          counted.frames.decoded += Number(entry.framesDecoded ?? 0)
        if (entry.type === 'outbound-rtp' && entry.kind === 'video')
          counted.frames.encoded += Number(entry.framesEncoded ?? 0)
        if (entry.type === 'inbound-rtp' && entry.kind === 'audio')
          counted.packetsIn += Number(entry.packetsReceived ?? 0)
      })
    }
    return counted
  })

/** Pictures of the others arrive here, more and more of them. */
export async function expectMovingPictures(page: Page, connections = 1) {
  await expect.poll(async () => (await countMedia(page)).connected, { timeout: 15_000 }).toBe(connections)
  const before = (await countMedia(page)).frames.decoded
  await expect
    .poll(async () => (await countMedia(page)).frames.decoded, { timeout: 15_000 })
    .toBeGreaterThan(before + 5)
}

/** Voices of the others arrive here. */
export async function expectVoices(page: Page, connections = 1) {
  await expect.poll(async () => (await countMedia(page)).connected, { timeout: 15_000 }).toBe(connections)
  const before = (await countMedia(page)).packetsIn
  await expect
    .poll(async () => (await countMedia(page)).packetsIn, { timeout: 15_000 })
    .toBeGreaterThan(before + 10)
}

export const ringOf = (page: Page) => page.getByRole('alertdialog')
export const callOf = (page: Page) => page.getByRole('region', { name: 'Call', exact: true })
export const stripOf = (page: Page) => page.getByRole('region', { name: 'Call in progress' })
export const controlOf = (page: Page, name: string): Locator =>
  callOf(page).getByRole('button', { name, exact: true })

/** As the list of people tells it. */
export const personOf = (page: Page, name: string) =>
  callOf(page)
    .getByRole('list', { name: 'People in the call' })
    .getByRole('listitem')
    .filter({ hasText: name })

type WayToCall = 'Voice call' | 'Video call' | 'Video call, camera off' | 'Check camera and microphone first'

export async function startCall(page: Page, kind: WayToCall) {
  await page.getByRole('button', { name: 'More ways to call' }).click()
  await page.getByRole('menuitem', { name: kind, exact: true }).click()
}

export const answer = (page: Page, how: 'Answer' | 'With video' = 'Answer') =>
  ringOf(page).getByRole('button', { name: how, exact: true }).click()

export const leave = (page: Page) => controlOf(page, 'Leave the call').click()
