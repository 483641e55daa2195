import type { Report, Row } from './report.ts'

/** A table in Markdown, so that it reads the same in a terminal and in docs/bench. */
export function toTable({ rows, ratios }: Report): string {
  const lines = [
    [
      '',
      'units',
      'per second',
      'CPU µs per unit',
      'p50 · p95 · p99 ms',
      'lost · repeated · failed',
      'generator',
    ],
    ...rows.map(toCells),
  ]
  const [head = [], ...body] = lines
  const table = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`)
  const facts = rows.flatMap(({ name, facts: known }) =>
    Object.entries(known ?? {}).map(([fact, value]) => `- ${name}: ${fact} ${round(value)}`),
  )
  const compared = ratios.map(({ name, value }) => `- ${name}: **${value.toFixed(2)} ×**`)
  return [...table, '', ...facts, ...(facts.length > 0 ? [''] : []), ...compared].join('\n').trimEnd()
}

const toCells = (row: Row): string[] => [
  row.name,
  `${round(row.units)} ${row.unit}`,
  round(row.perSecond),
  Object.entries(row.cpuPerUnit)
    .map(([name, micros]) => `${name} ${round(micros)}`)
    .join(', '),
  row.latency ? [row.latency.p50, row.latency.p95, row.latency.p99].map(round).join(' · ') : '',
  [row.lost, row.repeated, row.failed].map((count) => count ?? '–').join(' · '),
  `${Math.round(row.generatorShare * 100)} %${row.isGeneratorBound ? ' (the bottleneck)' : ''}`,
]

/** Three digits that mean something, thousands apart. */
const round = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)))
