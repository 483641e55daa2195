/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { expect, inDirect, test } from './call-journey.ts'
import {
  answer,
  callOf,
  controlOf,
  expectMovingPictures,
  leave,
  personOf,
  ringOf,
  startCall,
} from './calling.ts'
import { openConversation } from './screen.ts'
import { hasRelay } from './relay.ts'

test.skip(!hasRelay, 'there is no coturn here, or no network')

/** Milliseconds: as long as a train in a tunnel. */
const AWAY_MS = 10_000
/** Milliseconds at least in which nothing is seen to pass, however late the machine was to say so. */
const STANDS_STILL_MS = 2000
/** Milliseconds for which a call looks for its way again. */
const LOOKS_FOR_MS = 60_000

/** Between what this page and the other send to each other, as the browser has chosen it. */
const waysOf = (page: Page) =>
  page.evaluate(async () => {
    const ways: string[] = []
    for (const connection of openedConnections) {
      if (connection.connectionState !== 'connected') continue
      const report = new Map<string, Record<string, unknown>>()
      ;(await connection.getStats()).forEach((entry: Record<string, unknown> & { id: string }) =>
        report.set(entry.id, entry),
      )
      const typeOf = (id: unknown) => String(report.get(String(id))?.candidateType)
      for (const { type, selectedCandidatePairId } of report.values()) {
        const pair = type === 'transport' ? report.get(String(selectedCandidatePairId)) : undefined
        if (pair) ways.push(`${typeOf(pair.localCandidateId)} to ${typeOf(pair.remoteCandidateId)}`)
      }
    }
    return ways
  })

const roomOf = (page: Page) => page.getByRole('dialog', { name: 'Ready to call?' })

test('with their addresses hidden two people meet at the relay, and again after ten seconds without any network', async ({
  caller,
  relay,
  expectInConsole,
}) => {
  test.setTimeout(150_000)
  expectInConsole(/ERR_INTERNET_DISCONNECTED|WebSocket is already in CLOSING/)
  const { maya, ben } = await inDirect(caller)
  const both = [maya.page, ben.page]

  await test.step('both have hidden their address before they talk, by a relay that carries little', async () => {
    await relay.start({ maxBytesPerSecond: 6000 })
    await openConversation(ben.page, maya.name)
    for (const page of [ben.page, maya.page]) {
      await startCall(page, 'Check camera and microphone first')
      await roomOf(page).getByRole('checkbox', { name: 'Hide my network address' }).press('Space')
      await roomOf(page)
        .getByRole('button', { name: page === ben.page ? 'Not now' : 'Call now' })
        .click()
    }
    await answer(ben.page, 'With video')
  })

  await test.step('on a weak connection one is told, and voices go on without pictures', async () => {
    const advice = callOf(maya.page).getByRole('status').filter({ hasText: 'Your connection is weak.' })
    await advice.getByRole('button', { name: 'Voices only' }).click({ timeout: 20_000 })
    await expect(advice).toHaveCount(0)
    await expect(personOf(ben.page, maya.name)).toContainText('camera off')
    await expect(controlOf(maya.page, 'Mute')).toHaveAttribute('aria-pressed', 'false')
  })

  await test.step('a better relay takes over, and pictures move both ways', async () => {
    relay.stop()
    await relay.start()
    await controlOf(maya.page, 'More about the call').click()
    await maya.page.getByRole('checkbox', { name: 'Voices only' }).press('Space')
    await maya.page.keyboard.press('Escape')
    await controlOf(maya.page, 'Camera').click()
    for (const page of both) {
      await expectMovingPictures(page)
      expect(await waysOf(page)).toEqual(['relay to relay'])
    }
  })

  await test.step('nothing passes, and both are told so', async () => {
    const cutAt = Date.now()
    relay.stop()
    await ben.page.context().setOffline(true)
    for (const page of both) await expect(callOf(page).getByText('Reconnecting…')).toBeVisible()
    const before = await Promise.all(both.map(allFramesOf))
    await ben.page.waitForTimeout(Math.max(STANDS_STILL_MS, AWAY_MS - (Date.now() - cutAt)))
    expect(await Promise.all(both.map(allFramesOf))).toEqual(before)
    await expect(personOf(maya.page, ben.name)).toContainText('reconnecting')
  })

  await test.step('the way is found again, and pictures move', async () => {
    await relay.start()
    await ben.page.context().setOffline(false)
    for (const page of both) {
      await expect(callOf(page).getByText('Reconnecting…')).toHaveCount(0, { timeout: LOOKS_FOR_MS })
      await expectMovingPictures(page)
      expect(await waysOf(page)).toEqual(['relay to relay'])
    }
  })

  await leave(maya.page)
  await expect(callOf(ben.page)).toHaveCount(0)
  await expect(ringOf(ben.page)).toHaveCount(0)
})

/** Of the connection that is broken, too. */
const allFramesOf = (page: Page) =>
  page.evaluate(async () => {
    const connection = openedConnections.at(-1)
    let frames = 0
    ;(await connection?.getStats())?.forEach((entry: Record<string, unknown>) => {
      if (entry.type === 'inbound-rtp' && entry.kind === 'video') frames += Number(entry.framesDecoded ?? 0)
    })
    return frames
  })
