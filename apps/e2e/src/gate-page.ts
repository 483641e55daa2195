import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'

const web = fileURLToPath(new URL('../../web', import.meta.url))
const built = join(web, 'node_modules/.gate')
/** Nobody's address: everything under it is answered from the built files. */
const ORIGIN = 'http://gate.test'

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
}

/** Builds the page of generated messages around the real timeline. */
export const buildGatePage = () =>
  promisify(execFile)(
    process.execPath,
    [join(web, 'node_modules/vite/bin/vite.js'), 'build', '-c', 'vite.gate.config.ts'],
    {
      cwd: web,
    },
  )

export async function openGatePage(page: Page, query: string) {
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    const contentType = TYPES[extname(pathname)]
    if (contentType === undefined) return route.fulfill({ status: 404 })
    await route.fulfill({ body: await readFile(join(built, pathname)), contentType })
  })
  await page.goto(`${ORIGIN}/drift.html?${query}`)
}
