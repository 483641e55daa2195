import { CONTENT_DEPTH_MAX, Content } from '@chatterly/protocol/messages/content'
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { parseContent } from './parse-content.ts'

const blocks = (body: string) => parseContent(body)?.blocks

test.each([
  'Hello there, how are you',
  'Wow! At 10:30, then: well-known things + more = 3 > 2 #1',
  '@ada & @grace, are you there?',
])('leaves plain words alone: %s', (body) => {
  expect(parseContent(body)).toBeUndefined()
})

/** All that means something only in its place, among what means nothing. */
const signs = [
  '#',
  '&',
  '!',
  ':',
  '=',
  '+',
  '-',
  '@',
  '.',
  '/',
  '(',
  ')',
  '>',
  ']',
  '1',
  'a',
  ' ',
  '\n',
  '\r',
  'word',
  '1.',
  '2)',
  '&amp;',
  'www.a.b',
  'WWW.a.b',
  'https://a.b',
  'mailto:a@b.c',
  'a@b.co',
  '---',
  ':-',
  '    a',
]

test('what is not parsed has no formatting', () => {
  const dialect = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }
  const bodies = fc.array(fc.constantFrom(...signs), { maxLength: 8 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(
      bodies.filter((body) => parseContent(body) === undefined),
      (body) => {
        for (const block of fromMarkdown(body, dialect).children) {
          expect(block.type).toBe('paragraph')
          const inlines = block.type === 'paragraph' ? block.children : []
          for (const inline of inlines) expect(['text', 'break']).toContain(inline.type)
        }
      },
    ),
    { numRuns: 300 },
  )
})

test.each([
  ['**bold**', [{ type: 'strong', children: [{ type: 'text', text: 'bold' }] }]],
  ['_soft_', [{ type: 'emphasis', children: [{ type: 'text', text: 'soft' }] }]],
  ['~~gone~~', [{ type: 'strike', children: [{ type: 'text', text: 'gone' }] }]],
  ['`a < b`', [{ type: 'code', text: 'a < b' }]],
  [
    'one\ntwo *three*',
    [
      { type: 'text', text: 'one' },
      { type: 'break' },
      { type: 'text', text: 'two ' },
      { type: 'emphasis', children: [{ type: 'text', text: 'three' }] },
    ],
  ],
  [
    '[site](https://example.org/a?b=c)',
    [{ type: 'link', href: 'https://example.org/a?b=c', children: [{ type: 'text', text: 'site' }] }],
  ],
  [
    'see https://example.org',
    [
      { type: 'text', text: 'see ' },
      {
        type: 'link',
        href: 'https://example.org',
        children: [{ type: 'text', text: 'https://example.org' }],
      },
    ],
  ],
])('understands %s', (body, children) => {
  expect(blocks(body)).toEqual([{ type: 'paragraph', children }])
})

test.each([
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:msgbox)',
  '[x](&#106;avascript:alert(1))',
  '<javascript:alert(1)>',
  '![x](https://example.org/pixel.png)',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
])('shows %s as it was typed, without a link', (body) => {
  const text = JSON.stringify(parseContent(body))
  expect(text).not.toContain('"href"')
  expect(text).toContain(JSON.stringify(body.slice(0, 4)).slice(1, -1))
})

test('understands lists, tasks, quotes, tables and code blocks', () => {
  expect(blocks('3. c\n4. d')?.[0]).toMatchObject({ type: 'list', start: 3 })
  expect(blocks('- [x] done\n- [ ] open')?.[0]).toMatchObject({
    type: 'list',
    start: null,
    items: [{ checked: true }, { checked: false }],
  })
  expect(blocks('> quoted')?.[0]).toMatchObject({ type: 'quote' })
  expect(blocks('| a | b |\n|--:|---|\n| 1 | 2 |')?.[0]).toMatchObject({
    type: 'table',
    align: ['right', null],
  })
  expect(blocks('```ts\nconst a = 1\n```')?.[0]).toEqual({
    type: 'codeBlock',
    language: 'ts',
    text: 'const a = 1',
  })
})

test('goes only so deep, and comes to an end on hostile bodies', () => {
  const deep = JSON.stringify(parseContent(`${'> '.repeat(20)}deep`))
  expect(deep.match(/"quote"/g)).toHaveLength(CONTENT_DEPTH_MAX + 1)
  expect(deep).toContain('> > deep')
  for (const marker of ['> ', '- ', '1. ']) expect(parseContent(`${marker.repeat(24)}deep`)).toBeUndefined()
  expect(parseContent('-'.repeat(40))?.blocks).toEqual([{ type: 'rule' }])
  for (const bomb of [
    '`'.repeat(8000),
    '*a '.repeat(2600),
    '['.repeat(8000),
    '> '.repeat(4000),
    '| a '.repeat(2000),
    '<'.repeat(8000),
  ]) {
    expect(Content.safeParse(parseContent(bomb) ?? { version: 1, blocks: [] }).success).toBe(true)
  }
})

test('any body has a meaning that fits the shape, and no link but a safe one', () => {
  const markup = fc
    .array(
      fc.constantFrom(
        '*',
        '_',
        '`',
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '#',
        '-',
        '1.',
        '|',
        '\n',
        ' ',
        'a',
        'javascript:',
        'https://x.y',
        '~~',
        '&amp;',
        '\t',
      ),
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(markup, fc.string({ maxLength: 300 })), (body) => {
      const content = parseContent(body)
      if (!content) return
      Content.parse(content)
      for (const [, href] of JSON.stringify(content).matchAll(/"href":"([^"]*)"/g))
        expect(href).toMatch(/^(https?:\/\/|mailto:)/i)
    }),
    { numRuns: 500 },
  )
})
