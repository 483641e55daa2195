import { existsSync } from 'node:fs'
import { freePort } from '@chatterly/services/free-port'
import { defineConfig } from '@playwright/test'
import { mailSettings } from './src/mailbox.ts'
import { relaySettings } from './src/relay-settings.ts'

// The workers read this file too, and must come to the same address.
process.env.CHATTERLY_E2E_PORT ??= String(await freePort())
process.env.CHATTERLY_E2E_STUN_PORT ??= String(await freePort())
process.env.CHATTERLY_E2E_TURN_PORT ??= String(await freePort())
process.env.CHATTERLY_E2E_TURNS_PORT ??= String(await freePort())
process.env.CHATTERLY_E2E_MAIL_PORT ??= String(await freePort())
process.env.CHATTERLY_E2E_MAILBOX_PORT ??= String(await freePort())
process.env.CHATTERLY_E2E_OTHER_PORT ??= String(await freePort())
process.env.CHATTERLY_E2E_INVITING_PORT ??= String(await freePort())
process.env.CHATTERLY_E2E_CLOSED_PORT ??= String(await freePort())
// By a name: browsers know no passkeys at a bare address.
const address = `http://localhost:${process.env.CHATTERLY_E2E_PORT}`
/** The first is the same engine without a window: it has a browser for one more person ten times as fast. */
const chromium = ['chromium-headless-shell', 'chromium', 'chromium-browser']
  .map((name) => `/usr/bin/${name}`)
  .find((path) => existsSync(path))

export default defineConfig({
  testDir: 'src',
  outputDir: 'test-results',
  workers: 2,
  // Browsers, calls and servers share one machine. Whatever needed it is named where the check ends, to be mended.
  retries: 1,
  // No bar of ours: a machine that is busy with other things takes its time.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    actionTimeout: 10_000,
    // Recording takes a seventh of the time, so only what is asked again is recorded.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Calls: cameras that count, of which the second measures depth and cannot be sent; microphones that beep;
        // and nobody to be asked. Few pictures a second: each is made small and large again by this machine alone.
        '--use-fake-device-for-media-stream=device-count=3,fps=5',
        '--use-fake-ui-for-media-stream',
        '--auto-accept-this-tab-capture',
        // The relay over TLS has a certificate that it made itself.
        '--ignore-certificate-errors',
      ],
    },
  },
  projects: [
    { name: 'installation', testMatch: 'first-person.ts' },
    { name: 'journeys', testIgnore: ['latency.spec.ts'], dependencies: ['installation'] },
    // Alone and when asked for, so that nothing but the product is measured.
    { name: 'measures', testMatch: 'latency.spec.ts', dependencies: ['installation'] },
    { name: 'pictures', testMatch: ['pictures.ts', 'account-pictures.ts'], dependencies: ['installation'] },
  ],
  webServer: {
    command: 'node --import tsx src/product.ts',
    env: {
      PORT: process.env.CHATTERLY_E2E_PORT,
      RATE_LIMIT_SCALE: '1000',
      SEED_DEMO: 'false',
      PUBLIC_URL: address,
      ...mailSettings(),
      // Nobody listens there but in journeys that ask for it.
      ...relaySettings(),
    },
    url: `${address}/readyz`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 60_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
})
