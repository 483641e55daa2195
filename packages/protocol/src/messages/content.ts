import { z } from 'zod'

/**
 * What a body means, parsed once on the server. Versioned: a client draws the versions it knows and falls back
 * to the plain body for others. There is no HTML in it, and links carry only safe schemes.
 */
export const CONTENT_VERSION = 1

/** Nested quotes and lists beyond this are drawn as plain text. */
export const CONTENT_DEPTH_MAX = 8

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'break' }
  | { type: 'link'; href: string; children: Inline[] }
  | { type: 'strong' | 'emphasis' | 'strike'; children: Inline[] }

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; start: number | null; items: { checked: boolean | null; children: Block[] }[] }
  | { type: 'codeBlock'; language: string | null; text: string }
  | { type: 'table'; align: ('left' | 'right' | 'center' | null)[]; rows: Inline[][][] }
  | { type: 'rule' }

export type Content = { version: typeof CONTENT_VERSION; blocks: Block[] }

export const Inline: z.ZodType<Inline> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text: z.string() }),
    z.object({ type: z.literal('code'), text: z.string() }),
    z.object({ type: z.literal('break') }),
    z.object({ type: z.literal('link'), href: z.string(), children: z.array(Inline) }),
    z.object({ type: z.enum(['strong', 'emphasis', 'strike']), children: z.array(Inline) }),
  ]),
)

export const Block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('paragraph'), children: z.array(Inline) }),
    z.object({ type: z.literal('heading'), level: z.int(), children: z.array(Inline) }),
    z.object({ type: z.literal('quote'), children: z.array(Block) }),
    z.object({
      type: z.literal('list'),
      start: z.int().nullable(),
      items: z.array(z.object({ checked: z.boolean().nullable(), children: z.array(Block) })),
    }),
    z.object({ type: z.literal('codeBlock'), language: z.string().nullable(), text: z.string() }),
    z.object({
      type: z.literal('table'),
      align: z.array(z.enum(['left', 'right', 'center']).nullable()),
      rows: z.array(z.array(z.array(Inline))),
    }),
    z.object({ type: z.literal('rule') }),
  ]),
)

export const Content = z.object({ version: z.literal(CONTENT_VERSION), blocks: z.array(Block) })

/** What a body without any formatting means: paragraphs and line breaks. */
export const plainContent = (body: string): Content => ({
  version: CONTENT_VERSION,
  blocks: body
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ type: 'paragraph', children: withBreaks(paragraph) })),
})

/** A line break in the text is a line break on the screen: people press Shift+Enter for one. */
export const withBreaks = (text: string): Inline[] =>
  text
    .split('\n')
    .flatMap((line, index): Inline[] => [
      ...(index > 0 ? [{ type: 'break' } as const] : []),
      ...(line === '' ? [] : [{ type: 'text', text: line } as const]),
    ])
