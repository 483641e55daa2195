import { PictureInPicture2 } from 'lucide-react'
import { StageButton } from './StageButton.tsx'
import type { Tile } from './tiles.ts'

/** Keeps one picture in sight over other programs, where the browser can. */
export function PipButton({ tiles }: { tiles: Tile[] }) {
  const track = (
    tiles.find(({ kind, isOwn }) => kind === 'screen' && !isOwn) ??
    tiles.find(({ isOwn, track: own }) => !isOwn && own !== null)
  )?.track
  if (!document.pictureInPictureEnabled || !track) return null
  return (
    <StageButton
      label="Picture in picture"
      onPress={() => void float(track)}
      icon={<PictureInPicture2 size={17} strokeWidth={1.75} aria-hidden="true" />}
    />
  )
}

async function float(track: MediaStreamTrack): Promise<void> {
  if (document.pictureInPictureElement) return document.exitPictureInPicture()
  const video = document.createElement('video')
  video.srcObject = new MediaStream([track])
  video.muted = true
  await video.play()
  await video.requestPictureInPicture()
  const sink = () => document.pictureInPictureElement === video && void document.exitPictureInPicture()
  track.addEventListener('ended', sink, { once: true })
}
