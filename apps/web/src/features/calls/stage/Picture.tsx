import { useEffect, useRef } from 'react'

type Props = { track: MediaStreamTrack; isMirrored?: boolean; isWhole?: boolean; className?: string }

/** A moving picture. Whoever listens has the list of people instead. */
export function Picture({ track, isMirrored = false, isWhole = false, className = '' }: Props) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) video.current.srcObject = new MediaStream([track])
  }, [track])
  return (
    <video
      ref={video}
      autoPlay
      muted
      playsInline
      aria-hidden="true"
      className={`size-full ${isWhole ? 'object-contain' : 'object-cover'} ${isMirrored ? '-scale-x-100' : ''} ${className}`}
    />
  )
}
