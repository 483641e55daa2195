import { Avatar } from '@chatterly/ui/Avatar'
import { useViewer } from '../../../lib/viewer.tsx'
import { Picture } from '../stage/Picture.tsx'

/** As the others will see the viewer, the other way round. */
export function Mirror({ camera, isWanted }: { camera: MediaStreamTrack | null; isWanted: boolean }) {
  const viewer = useViewer()
  return (
    <div className="on-rail relative flex aspect-video max-h-[38dvh] shrink-0 items-center justify-center self-center overflow-hidden rounded-md bg-rail text-on-rail max-sm:w-full sm:h-60">
      {camera && isWanted ? (
        <Picture track={camera} isMirrored />
      ) : (
        <div className="flex flex-col items-center gap-2">
          <Avatar id={viewer.id} name={viewer.displayName} size={72} />
          <p className="text-ui">{isWanted ? 'Starting the camera…' : 'Camera is off'}</p>
        </div>
      )}
    </div>
  )
}
