import { expect, test } from 'vitest'
import { firstServer, type Service } from './choose-server.ts'
import { foreignServer, type ServerSource } from './services-place.ts'

const offers =
  (url: string): ServerSource =>
  async () =>
    foreignServer(url)
const hasNothing: ServerSource = async () => undefined
const breaks: ServerSource = () => Promise.reject(new Error('its library is missing'))

async function choose(...sources: ServerSource[]) {
  const lines: string[] = []
  const service: Service = {
    name: 'Redis',
    variable: 'REDIS_URL',
    sources,
    ask: async () => undefined,
    advice: 'Install redis-server.',
  }
  const { url } = await firstServer(service, { dataDir: '/nowhere', log: (line) => void lines.push(line) })
  return { url, lines }
}

test('the first to offer a server is chosen, and those after it are not asked', async () => {
  expect(await choose(hasNothing, offers('redis://second'), breaks)).toEqual({
    url: 'redis://second',
    lines: [],
  })
})

test('one that breaks is told about, and the next is asked', async () => {
  expect(await choose(breaks, offers('redis://next'))).toEqual({
    url: 'redis://next',
    lines: ['Redis could not be started this way: its library is missing'],
  })
})

test('when nobody has one, one message says what to install', async () => {
  await expect(choose(hasNothing, breaks)).rejects.toThrow(
    'No Redis to be had on this machine. Install redis-server.',
  )
})
