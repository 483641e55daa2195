import {
  type Block,
  CONTENT_DEPTH_MAX,
  CONTENT_VERSION,
  type Content,
  type Inline,
  withBreaks,
} from '@chatterly/protocol/messages/content'
import type { BlockContent, DefinitionContent, Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/**
 * Without any of these a body means what it says, and is not parsed: parsing is a good part of what a send costs.
 * Some mean something only where a line begins; a colon or an at sign only within an address.
 */
const MARKUP = /[\\`*_~[<|\t]|^\s*(?:[#>=+:-]|\d+[.)])|^\s{4,}|&[#\w]|:\/\/|\S@\S|www\.|mailto:|xmpp:/im

/** Quotes and lists inside each other, deeper than anybody writes: each level makes the parser slower for all. */
const TOO_NESTED = new RegExp(
  `^(?:[ \\t]*(?:>|(?:[-*+]|\\d{1,9}[.)])[ \\t])){${CONTENT_DEPTH_MAX * 3},}`,
  'm',
)

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/i

/** HTML is text here: it is neither a block nor inline, so it is shown as it was typed. */
const WITHOUT_HTML = {
  disable: { null: ['htmlFlow', 'htmlText', 'definition', 'gfmFootnoteDefinition', 'gfmFootnoteCall'] },
}

/** Made once: it holds no state, and making it costs as much as parsing a sentence. */
const DIALECT = { extensions: [gfm(), WITHOUT_HTML], mdastExtensions: [gfmFromMarkdown()] }

/** The meaning of a Markdown body; nothing when it has no formatting. */
export function parseContent(body: string): Content | undefined {
  if (!MARKUP.test(body) || TOO_NESTED.test(body)) return undefined
  const tree = fromMarkdown(body, DIALECT)
  return { version: CONTENT_VERSION, blocks: tree.children.flatMap((node) => toBlocks(node, body, 0)) }
}

function toBlocks(
  node: RootContent | BlockContent | DefinitionContent,
  body: string,
  depth: number,
): Block[] {
  if (depth > CONTENT_DEPTH_MAX) return [{ type: 'paragraph', children: withBreaks(sourceOf(node, body)) }]
  const inside = (children: (BlockContent | DefinitionContent)[]) =>
    children.flatMap((child) => toBlocks(child, body, depth + 1))
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: toInlines(node.children, body, depth) }]
    case 'heading':
      return [{ type: 'heading', level: node.depth, children: toInlines(node.children, body, depth) }]
    case 'blockquote':
      return [{ type: 'quote', children: inside(node.children) }]
    case 'list':
      return [
        {
          type: 'list',
          start: node.ordered ? (node.start ?? 1) : null,
          items: node.children.map((item) => ({
            checked: item.checked ?? null,
            children: inside(item.children),
          })),
        },
      ]
    case 'code':
      return [{ type: 'codeBlock', language: node.lang ?? null, text: node.value }]
    case 'thematicBreak':
      return [{ type: 'rule' }]
    case 'table':
      return [
        {
          type: 'table',
          align: (node.align ?? []).map((align) => align ?? null),
          rows: node.children.map((row) => row.children.map((cell) => toInlines(cell.children, body, depth))),
        },
      ]
    default:
      return [{ type: 'paragraph', children: withBreaks(sourceOf(node, body)) }]
  }
}

function toInlines(nodes: PhrasingContent[], body: string, depth: number): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    if (depth > CONTENT_DEPTH_MAX) return withBreaks(sourceOf(node, body))
    switch (node.type) {
      case 'text':
        return withBreaks(node.value)
      case 'inlineCode':
        return [{ type: 'code', text: node.value }]
      case 'break':
        return [{ type: 'break' }]
      case 'strong':
      case 'emphasis':
        return [{ type: node.type, children: toInlines(node.children, body, depth + 1) }]
      case 'delete':
        return [{ type: 'strike', children: toInlines(node.children, body, depth + 1) }]
      case 'link':
        return SAFE_LINK.test(node.url)
          ? [{ type: 'link', href: node.url, children: toInlines(node.children, body, depth + 1) }]
          : withBreaks(sourceOf(node, body))
      default:
        return withBreaks(sourceOf(node, body))
    }
  })
}

/** What was typed, for everything we do not give a meaning. */
const sourceOf = (node: Nodes, body: string) =>
  body.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
