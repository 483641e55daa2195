import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { composeRenderProps } from 'react-aria-components/composeRenderProps'

const looks = {
  action:
    'bg-action text-on-action data-hovered:bg-action-hover data-pressed:bg-action-hover border-transparent',
  quiet: 'bg-raised text-primary border-control/60 data-hovered:bg-hover data-pressed:bg-hover',
  plain: 'bg-transparent text-secondary border-transparent data-hovered:bg-hover data-hovered:text-primary',
  danger: 'bg-raised text-danger border-danger/60 data-hovered:bg-danger data-hovered:text-on-danger',
} as const

const sizes = {
  normal: 'min-h-(--control) px-3 text-ui',
  large: 'min-h-(--control-large) px-4 text-message',
} as const

/** The classes of a button, for links that look like one. */
export const buttonClass = (look: keyof typeof looks = 'quiet', size: keyof typeof sizes = 'normal') =>
  `inline-flex items-center justify-center gap-2 rounded-sm border font-[550] whitespace-nowrap select-none transition-colors duration-(--duration-fast) cursor-default data-disabled:opacity-55 ${looks[look]} ${sizes[size]}`

export type ButtonProps = AriaButtonProps & { look?: keyof typeof looks; size?: keyof typeof sizes }

export function Button({ look = 'quiet', size = 'normal', className, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={composeRenderProps(className, (own) => `${buttonClass(look, size)} ${own ?? ''}`)}
    />
  )
}
