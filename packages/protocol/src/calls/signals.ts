import { z } from 'zod'

/** Characters. Four pictures with every codec stay below a third of it; a frame of the socket holds twice as much. */
export const SDP_MAX = 32_000
/** Characters of one candidate. */
export const CANDIDATE_MAX = 1000
/** Candidates in one signal: a browser finds most of its own at once. */
export const CANDIDATES_MAX = 20

const Sdp = z.string().min(1).max(SDP_MAX)

const Candidate = z.object({
  candidate: z.string().max(CANDIDATE_MAX),
  sdpMid: z.string().max(64).nullable(),
  sdpMLineIndex: z.int().min(0).max(255).nullable(),
  usernameFragment: z.string().max(256).nullable(),
})

/** How somebody takes part, complete. */
export const MediaStatus = z.object({
  isMuted: z.boolean(),
  isCameraOn: z.boolean(),
  isSharing: z.boolean(),
  isHandUp: z.boolean(),
})
export type MediaStatus = z.infer<typeof MediaStatus>

/** What one device in a call says to another. Who speaks is put there by the server. */
export const Signal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offer'), sdp: Sdp }),
  z.object({ kind: z.literal('answer'), sdp: Sdp }),
  z.object({ kind: z.literal('candidates'), candidates: z.array(Candidate).min(1).max(CANDIDATES_MAX) }),
  z.object({ kind: z.literal('status'), status: MediaStatus }),
])
export type Signal = z.infer<typeof Signal>
