import { useEffect, useState } from 'react'
import type { Kind } from './preferences.ts'

export type Devices = Record<Kind, MediaDeviceInfo[]>

const none: Devices = { audioinput: [], videoinput: [], audiooutput: [] }

export async function listDevices(): Promise<Devices> {
  const all = await navigator.mediaDevices.enumerateDevices()
  // Without a permission they have no names, and cannot be chosen between.
  const of = (kind: Kind) => all.filter((device) => device.kind === kind && device.deviceId !== '')
  return { audioinput: of('audioinput'), videoinput: of('videoinput'), audiooutput: of('audiooutput') }
}

/** What is plugged in, as it is plugged in. `version` asks again, for when a permission was given. */
export function useDevices(version: unknown): Devices {
  const [devices, setDevices] = useState(none)
  useEffect(() => {
    const look = () => void listDevices().then(setDevices, console.warn)
    look()
    navigator.mediaDevices.addEventListener('devicechange', look)
    return () => navigator.mediaDevices.removeEventListener('devicechange', look)
  }, [version])
  return devices
}
