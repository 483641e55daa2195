import { failed, passed, skipped, type Trial, within } from './trial.ts'

/** Milliseconds. */
const WITHIN_MS = 5000

/**
 * Asks how this computer is seen from outside. Browsers do not tell an address that is the same as inside, so that an
 * end without an answer says nothing: a call does without it then.
 */
export async function tryStun(server: RTCIceServer): Promise<Trial> {
  const connection = new RTCPeerConnection({ iceServers: [server] })
  try {
    const told = new Promise<Trial>((resolve) => {
      let isUnheard = false
      connection.onicecandidate = ({ candidate }) => {
        if (candidate?.type === 'srflx') resolve(passed)
      }
      connection.onicecandidateerror = () => {
        isUnheard = true
      }
      connection.onicegatheringstatechange = () => {
        if (connection.iceGatheringState === 'complete')
          resolve(isUnheard ? failed('no_answer') : skipped('unclear'))
      }
    })
    connection.createDataChannel('nothing')
    await connection.setLocalDescription()
    return await within(WITHIN_MS, told, () => failed('no_answer'))
  } finally {
    connection.close()
  }
}
