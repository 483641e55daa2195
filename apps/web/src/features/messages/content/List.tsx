import type { Block } from '@chatterly/protocol/messages/content'
import { Blocks } from './Blocks.tsx'

type ListBlock = Extract<Block, { type: 'list' }>

export function List({ list }: { list: ListBlock }) {
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
