import { expect, test } from '@playwright/test'
import { call } from './call.ts'
import { otherServers } from './other-server.ts'
import { administrator } from './people.ts'

// Before all journeys: whoever comes first to an installation looks after it.
test('Olga sets the installation up', async ({ page }) => {
  const { name: displayName, username, email, password } = administrator
  await call(page, 'auth.register', { displayName, username, email, password })
})

test('the other servers have started too', async ({ request }) => {
  for (const { address } of otherServers())
    await expect
      .poll(
        () =>
          request.get(`${address}/readyz`).then(
            (answer) => answer.ok(),
            () => false,
          ),
        {
          timeout: 60_000,
        },
      )
      .toBe(true)
})
