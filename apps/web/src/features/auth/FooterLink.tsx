import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

/** Leads from one page of the signed-out to another. */
export const FooterLink = createLink(({ children, ...props }: ComponentProps<'a'>) => (
  <a {...props} className="font-[550] text-link underline underline-offset-2">
    {children}
  </a>
))
