import { create } from 'zustand'

export const cues = ['ring', 'waiting', 'people', 'connection'] as const
export type Cue = (typeof cues)[number]

export type Kind = 'audioinput' | 'videoinput' | 'audiooutput'

type Preferences = {
  /** The devices chosen on this machine, by kind. */
  devices: Partial<Record<Kind, string>>
  joinsMuted: boolean
  isCueOn: Record<Cue, boolean>
  /** Calls go through a relay only, so that the others do not learn where in the network this device is. */
  hidesAddress: boolean
  /** The green room was left through its door once. */
  hasLookedAtSelf: boolean
}

const NAME = 'chatterly-calls'
const atFirst: Preferences = {
  devices: {},
  joinsMuted: false,
  isCueOn: { ring: true, waiting: true, people: true, connection: true },
  hidesAddress: false,
  hasLookedAtSelf: false,
}

/** Kept in this browser: they are about its devices, not about the person. */
export const useCallPreferences = create<Preferences>(() => ({ ...atFirst, ...read() }))

export function changeCallPreferences(change: Partial<Preferences>) {
  useCallPreferences.setState(change)
  localStorage.setItem(NAME, JSON.stringify(useCallPreferences.getState()))
}

export const chooseDevice = (kind: Kind, deviceId: string) =>
  changeCallPreferences({ devices: { ...useCallPreferences.getState().devices, [kind]: deviceId } })

function read(): Partial<Preferences> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? '{}')
    return typeof kept === 'object' && kept !== null ? kept : {}
  } catch (error) {
    console.warn('The devices chosen before cannot be read.', error)
    return {}
  }
}
