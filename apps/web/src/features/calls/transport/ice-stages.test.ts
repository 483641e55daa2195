import { expect, test } from 'vitest'
import { isAnswer, serversFor, stageOfUrl } from './ice-stages.ts'

test('an address says which stage it belongs to', () => {
  expect(stageOfUrl('stun:relay.example.org:3478')).toBe('stun')
  expect(stageOfUrl('turn:relay.example.org:3478')).toBe('turn-udp')
  expect(stageOfUrl('turn:relay.example.org:3478?transport=udp')).toBe('turn-udp')
  expect(stageOfUrl('turn:relay.example.org:3478?transport=tcp')).toBe('turn-tcp')
  expect(stageOfUrl('turns:relay.example.org:443?transport=tcp')).toBe('turn-tls')
})

test('servers are tried one address at a time, with their credential', () => {
  const urls = ['turn:a?transport=udp', 'turn:a?transport=tcp', 'turn:b?transport=tcp']
  const servers = [{ urls: 'stun:a' }, { urls, username: 'ada', credential: 'secret' }]
  expect(serversFor('turn-tcp', servers)).toEqual([
    { urls: ['turn:a?transport=tcp'], username: 'ada', credential: 'secret' },
    { urls: ['turn:b?transport=tcp'], username: 'ada', credential: 'secret' },
  ])
  expect(serversFor('stun', servers)).toEqual([{ urls: ['stun:a'] }])
  expect(serversFor('turn-tls', servers)).toEqual([])
})

test('401 is an answer of the server, 701 a word of the browser', () => {
  expect([401, 486, 701].map(isAnswer)).toEqual([true, true, false])
})
