import type { Block } from '@chatterly/protocol/messages/content'
import { Inlines } from './Inlines.tsx'

type TableBlock = Extract<Block, { type: 'table' }>

const ALIGN = { left: 'text-start', right: 'text-end', center: 'text-center' } as const

/** The first row is the head. */
export function Table({ table }: { table: TableBlock }) {
  const [head = [], ...rows] = table.rows
  const look = (column: number) => `border border-subtle px-2 py-1 ${ALIGN[table.align[column] ?? 'left']}`
  return (
    <div role="group" tabIndex={0} aria-label="Table" className="overflow-x-auto">
      <table className="border-collapse">
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} dir="auto" scope="col" className={`${look(column)} bg-sunken font-[650]`}>
                <Inlines inlines={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, column) => (
                <td key={column} dir="auto" className={look(column)}>
                  <Inlines inlines={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
