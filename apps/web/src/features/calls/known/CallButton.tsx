import type { ConversationId } from '@chatterly/protocol/ids'
import { IconButton } from '@chatterly/ui/IconButton'
import { Menu, MenuItem } from '@chatterly/ui/Menu'
import { Popover } from '@chatterly/ui/Popover'
import { Activity, ChevronDown, Mic, Phone, Video, VideoOff } from 'lucide-react'
import { MenuTrigger } from 'react-aria-components/Menu'
import { openCheck, useSeat } from '../seat/seat-store.ts'
import { useRequestCall } from './use-request-call.ts'

const icon = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const
const start = { kind: 'start' } as const

const choices = [
  { id: 'voice', label: 'Voice call', icon: <Phone {...icon} />, wish: { media: 'voice', act: start } },
  { id: 'video', label: 'Video call', icon: <Video {...icon} />, wish: { media: 'video', act: start } },
  {
    id: 'unseen',
    label: 'Video call, camera off',
    icon: <VideoOff {...icon} />,
    wish: { media: 'video', act: start, isCameraOn: false },
  },
  {
    id: 'check',
    label: 'Check camera and microphone first',
    icon: <Mic {...icon} />,
    wish: { media: 'video', act: start, looksFirst: true },
  },
  { id: 'connection', label: 'Check my connection', icon: <Activity {...icon} />, wish: null },
] as const

/** Calls whoever is in the conversation; what kind of call is one press further. */
export function CallButton({ conversationId }: { conversationId: ConversationId }) {
  const request = useRequestCall()
  const isHere = useSeat(({ seat }) => seat?.conversationId === conversationId)
  const run = (id: unknown) => {
    const choice = choices.find((other) => other.id === id)
    if (choice?.wish) void request({ ...choice.wish, conversationId })
    else if (choice) openCheck({ wantsCamera: false })
  }
  return (
    <span className="inline-flex shrink-0 items-center">
      <IconButton
        label="Voice call"
        icon={<Phone {...icon} />}
        isDisabled={isHere}
        onPress={() => run('voice')}
        className="rounded-e-none"
      />
      <MenuTrigger>
        <IconButton
          label="More ways to call"
          icon={<ChevronDown size={14} strokeWidth={2} aria-hidden="true" />}
          isDisabled={isHere}
          className="w-6 rounded-s-none"
        />
        <Popover placement="bottom end">
          <Menu aria-label="Ways to call" items={choices} onAction={run}>
            {({ id, label, icon: drawn }) => <MenuItem id={id} label={label} icon={drawn} />}
          </Menu>
        </Popover>
      </MenuTrigger>
    </span>
  )
}
