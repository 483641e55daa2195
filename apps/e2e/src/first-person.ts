import { test } from '@playwright/test'
import { call } from './call.ts'
import { administrator } from './people.ts'

// Before all journeys: whoever comes first to an installation looks after it.
test('Olga sets the installation up', async ({ page }) => {
  const { name: displayName, username, email, password } = administrator
  await call(page, 'auth.register', { displayName, username, email, password })
})
