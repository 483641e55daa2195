import type { Slot } from './call-transport.ts'

/** Bits a second to each of so many others: what one uplink carries is shared among them. */
const CAMERA = [1_200_000, 700_000, 450_000, 300_000, 300_000]
const SCREEN = [2_500_000, 1_500_000, 1_000_000, 700_000, 700_000]
const VOICE = 40_000
/** Music and speech of what is shared. */
const SCREEN_SOUND = 96_000

const ofMany = (rates: number[], others: number) => rates[Math.max(0, Math.min(others, rates.length) - 1)]

/** The most that is sent to one other person. */
function maxBitrate(slot: Slot, others: number): number {
  if (slot === 'voice') return VOICE
  if (slot === 'screenSound') return SCREEN_SOUND
  return ofMany(slot === 'camera' ? CAMERA : SCREEN, others) ?? VOICE
}

export async function capSender(sender: RTCRtpSender, slot: Slot, others: number): Promise<void> {
  const parameters = sender.getParameters()
  const [encoding] = parameters.encodings
  const bitrate = maxBitrate(slot, others)
  // Before the first description there is nothing to cap yet.
  if (encoding === undefined || encoding.maxBitrate === bitrate) return
  encoding.maxBitrate = bitrate
  await sender.setParameters(parameters)
}
