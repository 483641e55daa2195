import { expect, inDirect, test } from './call-journey.ts'
import { answer, callOf, expectVoices, ringOf, startCall } from './calling.ts'
import { otherServer, RING_SECONDS } from './other-server.ts'
import { messagesOf, openConversation } from './screen.ts'

// Half a minute is waited for once, in another journey.
test('nobody answers: it stops by itself after the time that was set, and can be called back', async ({
  caller,
}) => {
  const { maya, ben } = await inDirect(caller)
  await maya.page.goto(`${otherServer()}${new URL(maya.page.url()).pathname}`)
  await startCall(maya.page, 'Voice call')
  await expect(ringOf(ben.page)).toBeVisible()
  await expect(ringOf(ben.page)).toHaveCount(0, { timeout: RING_SECONDS * 2000 })
  await expect(maya.page.getByText('No answer').first()).toBeVisible()
  await expect(callOf(maya.page)).toHaveCount(0)
  await openConversation(ben.page, maya.name)
  await expect(messagesOf(ben.page).last()).toContainText('Missed voice call')
  await messagesOf(ben.page).last().getByRole('button', { name: 'Call back' }).click()
  await answer(maya.page)
  await expectVoices(ben.page)
})
