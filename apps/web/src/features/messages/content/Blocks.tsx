import type { Block } from '@chatterly/protocol/messages/content'
import type { ReactNode } from 'react'
import { Inlines } from './Inlines.tsx'
import { Table } from './Table.tsx'

/** Blocks never move within a message, so their place is their key. */
export const Blocks = ({ blocks }: { blocks: Block[] }) => (
  <>
    {blocks.map((block, place) => (
      <BlockPart key={place} block={block} />
    ))}
  </>
)

/** Each block finds its own direction; code always runs from left to right. */
function BlockPart({ block }: { block: Block }): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p dir="auto">
          <Inlines inlines={block.children} />
        </p>
      )
    case 'heading':
      return (
        <p dir="auto" className="font-[650]">
          <Inlines inlines={block.children} />
        </p>
      )
    case 'quote':
      return (
        <blockquote
          dir="auto"
          className="flex flex-col gap-2 border-s-[3px] border-control/50 ps-3 text-secondary"
        >
          <Blocks blocks={block.children} />
        </blockquote>
      )
    case 'list':
      return <List list={block} />
    case 'codeBlock':
      return <CodeBlock language={block.language} text={block.text} />
    case 'table':
      return <Table table={block} />
    case 'rule':
      return <hr className="border-subtle" />
  }
}

/** Long lines scroll, so the keyboard must be able to reach it. */
const CodeBlock = ({ language, text }: { language: string | null; text: string }) => (
  <div
    role="group"
    dir="ltr"
    tabIndex={0}
    aria-label={language === null ? 'Code' : `Code, ${language}`}
    className="overflow-x-auto rounded-sm border border-subtle bg-sunken px-3 py-2"
  >
    <pre className="font-mono text-code">
      <code>{text}</code>
    </pre>
  </div>
)

type ListBlock = Extract<Block, { type: 'list' }>

function List({ list }: { list: ListBlock }) {
  const items = list.items.map((item, place) => (
    <li key={place} dir="auto" className={item.checked === null ? '' : 'list-none'}>
      {item.checked !== null && (
        <input
          type="checkbox"
          checked={item.checked}
          readOnly
          disabled
          aria-label={item.checked ? 'Done' : 'Open'}
          className="-ms-5 me-2 align-middle"
        />
      )}
      <div className={item.checked === null ? 'flex flex-col gap-1' : 'inline-flex flex-col gap-1 align-top'}>
        <Blocks blocks={item.children} />
      </div>
    </li>
  ))
  if (list.start === null)
    return (
      <ul dir="auto" className="flex list-disc flex-col gap-1 ps-6">
        {items}
      </ul>
    )
  return (
    <ol dir="auto" start={list.start} className="flex list-decimal flex-col gap-1 ps-6">
      {items}
    </ol>
  )
}
