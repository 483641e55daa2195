import { isAnswer } from '../transport/ice-stages.ts'
import { failed, passed, type Trial, within } from './trial.ts'

/** Milliseconds: a relay that needs longer carries no conversation. */
const WITHIN_MS = 6000

/**
 * Two connections within this page, both of which may only go through this one server: a byte goes to the other end
 * and comes back.
 */
export async function tryRelay(server: RTCIceServer): Promise<Trial> {
  const [near, far] = [open(server), open(server)]
  const heard = { isAllocated: false, isRefused: false }
  try {
    const nothing = whenNothingIsFound(near, heard)
    const carried = whenByteReturns(near, far)
    await connect(near, far)
    const late = () => failed(heard.isAllocated ? 'not_carried' : heard.isRefused ? 'refused' : 'no_answer')
    return await within(WITHIN_MS, Promise.race([carried, nothing]), late)
  } finally {
    near.close()
    far.close()
  }
}

const open = (server: RTCIceServer) =>
  new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' })

/** Through two names of this computer there may be two answers, so that only the end of looking says no. */
const whenNothingIsFound = (near: RTCPeerConnection, heard: { isAllocated: boolean; isRefused: boolean }) =>
  new Promise<Trial>((resolve) => {
    near.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'relay') heard.isAllocated = true
    })
    near.addEventListener('icecandidateerror', ({ errorCode }) => {
      if (isAnswer(errorCode)) heard.isRefused = true
    })
    near.addEventListener('icegatheringstatechange', () => {
      if (near.iceGatheringState === 'complete' && !heard.isAllocated)
        resolve(failed(heard.isRefused ? 'refused' : 'no_answer'))
    })
  })

const whenByteReturns = (near: RTCPeerConnection, far: RTCPeerConnection) =>
  new Promise<Trial>((resolve) => {
    const channel = near.createDataChannel('echo')
    channel.onopen = () => channel.send('1')
    channel.onmessage = () => resolve(passed)
    far.ondatachannel = ({ channel: echo }) => {
      echo.onmessage = () => echo.send('1')
    }
  })

async function connect(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
  handOn(near, far)
  handOn(far, near)
  await near.setLocalDescription()
  if (near.localDescription) await far.setRemoteDescription(near.localDescription)
  await far.setLocalDescription()
  if (far.localDescription) await near.setRemoteDescription(far.localDescription)
}

function handOn(from: RTCPeerConnection, to: RTCPeerConnection) {
  from.addEventListener('icecandidate', ({ candidate }) => {
    // A candidate that comes after the end of the trial is nobody's any more.
    if (candidate && to.signalingState !== 'closed') to.addIceCandidate(candidate).catch(console.warn)
  })
}
