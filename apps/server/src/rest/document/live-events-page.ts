import { KeptEvent, LiveMarker, PassingEvent } from '@chatterly/protocol/realtime/events'
import type { z } from 'zod'
import { exampleOf } from './examples.ts'
import { type JsonSchema, namedSchemas, schemaOf } from './json-schema.ts'

const HEAD = `# Live events

Generated from the event union of \`packages/protocol\` by \`pnpm --filter @chatterly/server generate-api-docs\`.

They come over a WebSocket, from \`me.events\` (everything for one person) and \`conversations.events\` (one conversation); [how](../features/live-updates-and-resume.md). **Kept** events have the next number of their conversation, \`seq\`, and can be asked for again; **passing** ones are complete in themselves, and a lost one is healed by the next. A kept event shows its subject as it is now, so applying one twice changes nothing. What a client does not know of it leaves alone. \`at\` is when it happened, \`actorId\` whose doing it was: null where it was nobody's.
`

/** Every live event with its fields, and one as it comes over the wire. */
export const liveEventsPage = () => {
  const schemas = namedSchemas()
  const section = (shape: z.ZodType) => sectionOf(schemaOf(shape, 'output'), schemas)
  return (
    [
      HEAD,
      '## Kept',
      ...KeptEvent.options.map(section),
      '## Passing',
      ...PassingEvent.options.map(section),
      '## About the connection',
      section(LiveMarker),
    ]
      .join('\n\n')
      .replaceAll(/\n{3,}/g, '\n\n') + '\n'
  )
}

function sectionOf(schema: JsonSchema, schemas: Record<string, JsonSchema>): string {
  const { type, ...fields } = schema.properties ?? {}
  const rows = Object.entries(fields).map(
    ([name, field]) => `| \`${name}\` | ${[inWords(field), field.description].filter(Boolean).join('. ')} |`,
  )
  const example = JSON.stringify(exampleOf(schema, schemas), null, 2)
  return [
    `### ${String(type?.const)}`,
    schema.description ?? '',
    ['| field | is |', '|---|---|', ...rows].join('\n'),
    `\`\`\`json\n${example}\n\`\`\``,
  ].join('\n\n')
}

/** A shape in a few words: `text or null`, `list of Member`. */
function inWords({ $ref, type, format, anyOf, oneOf, items, enum: values, properties }: JsonSchema): string {
  if ($ref) return `\`${$ref.split('/').at(-1)}\` of [the interface](openapi.json)`
  if (values) return values.map((value) => `\`${String(value)}\``).join(', ')
  const variants = anyOf ?? oneOf
  if (variants) return [...new Set(variants.map(inWords))].join(' or ')
  if (items) return `list of ${inWords(items)}`
  if (properties)
    return `object of ${Object.entries(properties)
      .map(([name, each]) => `\`${name}\` (${inWords(each)})`)
      .join(', ')}`
  if (Array.isArray(type)) return type.map((each) => inWords({ type: each })).join(' or ')
  if (format) return WORDS[format] ?? format
  return WORDS[type ?? ''] ?? type ?? 'anything'
}

const WORDS: Record<string, string> = {
  uuid: 'id',
  'date-time': 'time (ISO 8601)',
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
}
