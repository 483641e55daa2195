/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { expect, inCall, test } from './call-journey.ts'
import { callOf, controlOf, expectMovingPictures, expectVoices, leave, personOf } from './calling.ts'
import type { Person } from './people.ts'

test('devices change under a call, and nobody is muted by it', async ({ caller }) => {
  test.setTimeout(90_000)
  const { maya, ben } = await inCall(caller, 'Video call', { maya: watchDevices })
  const agreed = await agreementOf(maya.page)
  const heardAndSeen = async () => {
    await Promise.all([expectVoices(ben.page), expectMovingPictures(ben.page)])
    await expect(controlOf(maya.page, 'Mute')).toHaveAttribute('aria-pressed', 'false')
    expect(await agreementOf(maya.page)).toBe(agreed)
  }

  await test.step('another microphone and camera are chosen, and nothing is agreed on again', async () => {
    await choose(maya.page, 'Microphone and speaker', 'Microphone', 'Fake Audio Input 2')
    await choose(maya.page, 'Cameras', 'Camera', 'fake_device_2')
    await expect.poll(() => labelsSent(maya.page)).toEqual(['Fake Audio Input 2', 'fake_device_2'])
    await heardAndSeen()
  })

  await test.step('what is unplugged is replaced, and said', async () => {
    await unplug(maya.page, 'Fake Audio Input 2')
    await expect(
      maya.page.getByText('Your microphone was unplugged. Now using Fake Default Audio Input.'),
    ).toBeVisible()
    await unplug(maya.page, 'fake_device_2')
    await expect(maya.page.getByText('Your camera was unplugged. Now using fake_device_0.')).toBeVisible()
    await heardAndSeen()
  })

  await test.step('who is muted stays so with another microphone', async () => {
    await controlOf(maya.page, 'Mute').click()
    await choose(maya.page, 'Microphone and speaker', 'Microphone', 'Fake Audio Input 1')
    await expect(controlOf(maya.page, 'Mute')).toHaveAttribute('aria-pressed', 'true')
    await expect(personOf(ben.page, maya.name)).toContainText('muted')
    await controlOf(maya.page, 'Mute').click()
  })

  await test.step('a screen is shared with its sound, and floats in a window of its own', async () => {
    await controlOf(ben.page, 'Share screen').click()
    await expect.poll(() => soundOfScreen(maya.page)).toBeGreaterThan(10)
    await controlOf(maya.page, 'Picture in picture').click()
    await expect.poll(() => maya.page.evaluate(() => document.pictureInPictureElement !== null)).toBe(true)
    await controlOf(maya.page, 'Picture in picture').click()
    await expect.poll(() => maya.page.evaluate(() => document.pictureInPictureElement !== null)).toBe(false)
    await controlOf(ben.page, 'Share screen').click()
    await expect(personOf(maya.page, ben.name)).not.toContainText('shares a screen')
  })
  await leave(maya.page)
})

test('who talks is seen to, who talks while muted is told, and the keys do what they say', async ({
  caller,
}) => {
  test.setTimeout(90_000)
  const { maya, ben } = await inCall(caller, 'Voice call', { ben: talksWithoutEnd })
  await controlOf(maya.page, 'Mute').click()

  await test.step('the ring stands around who talks', async () => {
    await expect(personOf(maya.page, ben.name)).toContainText('speaking')
    await expect.poll(() => ringAround(maya.page, ben)).toBe('solid')
    await expect(personOf(ben.page, maya.name)).toContainText('muted')
    expect(await ringAround(ben.page, maya)).toBe('none')
  })

  await test.step('one who talks while muted is told, and may take it back at once', async () => {
    await controlOf(ben.page, 'Mute').click()
    await expect(personOf(maya.page, ben.name)).toContainText('muted')
    await expect(callOf(ben.page).getByRole('status')).toContainText('You are muted.')
    await callOf(ben.page).getByRole('button', { name: 'Unmute' }).click()
    await expect(personOf(maya.page, ben.name)).toContainText('speaking')
  })

  await test.step('M, Space held, V and share, from the keyboard', async () => {
    const { keyboard } = ben.page
    await ben.page.locator('[data-keymap-scope="call"]').focus()
    await keyboard.press('m')
    await expect(personOf(maya.page, ben.name)).toContainText('muted')
    await keyboard.down('Space')
    await expect(personOf(maya.page, ben.name)).not.toContainText('muted')
    await keyboard.up('Space')
    await expect(personOf(maya.page, ben.name)).toContainText('muted')
    await keyboard.press('v')
    await expect(personOf(maya.page, ben.name)).toContainText('camera on')
    await expectMovingPictures(maya.page)
    await keyboard.press('Control+Shift+E')
    await expect(personOf(maya.page, ben.name)).toContainText('shares a screen')
    await keyboard.press('Control+Shift+E')
    await expect(personOf(maya.page, ben.name)).not.toContainText('shares a screen')
  })
  await leave(ben.page)
})

declare global {
  // What the browser would do when a cable is pulled.
  var unplugDevice: (label: string) => void
}

/** Before the page loads: every device it opens can be taken away from it, as a cable does. */
const watchDevices = (page: Page) =>
  page.addInitScript(() => {
    const { mediaDevices } = navigator
    const gone = new Set<string>()
    const opened: MediaStreamTrack[] = []
    const [list, open] = [
      mediaDevices.enumerateDevices.bind(mediaDevices),
      mediaDevices.getUserMedia.bind(mediaDevices),
    ]
    mediaDevices.enumerateDevices = async () => (await list()).filter(({ label }) => !gone.has(label))
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted)
      if (stream.getTracks().some(({ label }) => gone.has(label)))
        throw new DOMException('It is not there.', 'OverconstrainedError')
      opened.push(...stream.getTracks())
      return stream
    }
    globalThis.unplugDevice = (unplugged) => {
      gone.add(unplugged)
      for (const track of opened.filter(({ label }) => label === unplugged)) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
      mediaDevices.dispatchEvent(new Event('devicechange'))
    }
  })

/** Before the page loads: a microphone that never pauses; the browser’s own only beeps. */
const talksWithoutEnd = (page: Page) =>
  page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const context = new AudioContext()
      const voice = new OscillatorNode(context, { frequency: 220 })
      const microphone = context.createMediaStreamDestination()
      voice.connect(microphone)
      voice.start()
      if (wanted?.audio) return microphone.stream
      const canvas = document.createElement('canvas')
      const drawing = canvas.getContext('2d')
      setInterval(() => drawing?.fillRect(0, 0, Math.random() * 300, 150), 50)
      return canvas.captureStream(20)
    }
  })

const unplug = (page: Page, label: string) => page.evaluate((name) => unplugDevice(name), label)

async function choose(page: Page, menu: string, kind: string, label: string) {
  await controlOf(page, menu).click()
  await page.getByRole('dialog', { name: menu }).getByRole('combobox', { name: kind }).selectOption({ label })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: menu })).toHaveCount(0)
}

/** What was agreed on with the other one. */
const agreementOf = (page: Page) =>
  page.evaluate(() => openedConnections.at(-1)?.localDescription?.sdp.match(/^o=.*$/m)?.[0])

const labelsSent = (page: Page) =>
  page.evaluate(() =>
    openedConnections
      .at(-1)
      ?.getSenders()
      .flatMap(({ track }) => (track ? [track.label] : [])),
  )

/** Packets of the sound of a screen that have arrived. */
const soundOfScreen = (page: Page) =>
  page.evaluate(async () => {
    let packets = 0
    const receiver = openedConnections.at(-1)?.getTransceivers()[3]?.receiver
    ;(await receiver?.getStats())?.forEach((entry: Record<string, unknown>) => {
      if (entry.type === 'inbound-rtp') packets += Number(entry.packetsReceived ?? 0)
    })
    return packets
  })

/** Of somebody’s picture, as it is drawn. */
const ringAround = (page: Page, { name }: Person) =>
  callOf(page)
    .locator('[aria-hidden="true"]')
    .filter({ hasText: name })
    .last()
    .evaluate((tile) => getComputedStyle(tile).outlineStyle)
