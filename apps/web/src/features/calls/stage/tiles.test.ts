import { CallId, DeviceId } from '@chatterly/protocol/ids'
import type { CallView } from '@chatterly/protocol/calls/shapes'
import { ben, conversationId, maya } from '@chatterly/client/testing/log-fixtures'
import { expect, test } from 'vitest'
import type { SeatView } from '../seat/seat-store.ts'
import type { PeerView } from '../transport/call-transport.ts'
import { tilesOf } from './tiles.ts'

// What the stage does with a track is to hand it on: any object stands for one.
const track = (id: string) => ({ id }) as MediaStreamTrack
const at = '2026-03-03T12:00:00.000Z'
const device = DeviceId.parse('00000005-0000-7000-8000-000000000001')
const nothing = { voice: null, camera: null, screen: null, screenSound: null }
const off = { isMuted: false, isCameraOn: false, isSharing: false, isHandUp: false }

const standing = (user: typeof maya) => ({
  user,
  standing: 'present' as const,
  ringsSoftly: false,
  device,
  joinedAt: at,
  leftAt: null,
})

const call: CallView = {
  id: CallId.parse('00000006-0000-7000-8000-000000000001'),
  conversationId: conversationId(1),
  media: 'voice',
  state: 'active',
  startedBy: maya.id,
  startedAt: at,
  answeredAt: at,
  endedAt: null,
  ringingUntil: null,
  fence: 2,
  result: null,
  participants: [standing(maya), standing(ben)],
}

const seatWith = (peer: Partial<PeerView>): SeatView => ({
  conversationId: call.conversationId,
  media: 'voice',
  callId: call.id,
  own: off,
  tracks: nothing,
  problems: { microphone: null, camera: null },
  peers: new Map([
    [
      ben.id,
      {
        seat: { userId: ben.id, device },
        connection: 'connected',
        tracks: { ...nothing, camera: track('ben'), screen: track('ben’s screen') },
        status: off,
        quality: null,
        ...peer,
      },
    ],
  ]),
  takesPictures: true,
})

test('a camera counts only while its owner says that it is on: the last frame is no picture', () => {
  const [other, own] = tilesOf(seatWith({}), call, maya)
  expect([other?.user.id, own?.user.id]).toEqual([ben.id, maya.id])
  expect(other?.track).toBe(null)
  expect(tilesOf(seatWith({ status: { ...off, isCameraOn: true } }), call, maya)[0]?.track?.id).toBe('ben')
})

test('a screen stands before everybody, beside its owner', () => {
  const tiles = tilesOf(seatWith({ status: { ...off, isSharing: true } }), call, maya)
  expect(tiles.map(({ kind, user }) => `${user.username} ${kind}`)).toEqual([
    'ben screen',
    'ben person',
    'maya person',
  ])
})

test('who has left is not drawn, whatever is still open to them', () => {
  const left = { ...standing(ben), standing: 'left' as const }
  const tiles = tilesOf(seatWith({}), { ...call, participants: [standing(maya), left] }, maya)
  expect(tiles.map(({ user }) => user.id)).toEqual([maya.id])
})
