import { X } from 'lucide-react'
import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  UNSTABLE_ToastQueue as AriaToastQueue,
  UNSTABLE_ToastRegion as AriaToastRegion,
} from 'react-aria-components/Toast'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'

type Toast = { says: string; action?: { label: string; run: () => void } }

/** Milliseconds: long enough to read it and to reach its action. */
const SHOWN_MS = 6_000

const queue = new AriaToastQueue<Toast>({ maxVisibleToasts: 3 })

/** Says it at the edge of the window for six seconds. */
export const showToast = (toast: Toast) => queue.add(toast, { timeout: SHOWN_MS })

/** Stands once in the page. */
export function ToastRegion() {
  return (
    <AriaToastRegion
      queue={queue}
      className="fixed inset-x-0 bottom-20 z-(--z-toast) mx-auto flex w-fit max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none"
    >
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className="on-rail flex items-center gap-3 rounded-sm bg-rail py-2 ps-4 pe-2 text-ui text-on-rail shadow-popover"
        >
          <AriaToastContent className="flex-1">
            <Text slot="title">{toast.content.says}</Text>
          </AriaToastContent>
          {toast.content.action && (
            <Button
              onPress={() => {
                toast.content.action?.run()
                queue.close(toast.key)
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <IconButton slot="close" label="Dismiss" icon={<X size={16} />} className="text-on-rail" />
        </AriaToast>
      )}
    </AriaToastRegion>
  )
}
