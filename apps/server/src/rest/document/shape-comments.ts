import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'

const PROTOCOL = fileURLToPath(new URL('../../../../../packages/protocol/src', import.meta.url))

const COMMENT = String.raw`\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*`
const SHAPE = new RegExp(`(?:^${COMMENT})?^export const (\\w+) = `, 'gm')
const FIELD = new RegExp(`${COMMENT}(\\w+): `, 'g')

/** What the sources say of a shape, and of the fields written in it. */
type Comments = { ofShape: string | undefined; ofFields: Map<string, string> }
const NOTHING: Comments = { ofShape: undefined, ofFields: new Map() }

const comments = new Map<z.core.$ZodType, Comments>()
/** Field → its own shape → words. A shape made of another one keeps the fields' shapes, and so their words. */
const inherited = new Map<string, Map<z.core.$ZodType, string>>()
/** How many names a shape has. One that has any is that of many fields. */
const names = new Map<z.core.$ZodType, number>()

/** What the doc comments of `packages/protocol` say of a shape: nothing is described twice. Ids share one. */
export const commentOf = (shape: z.core.$ZodType): string | undefined =>
  (names.get(shape) ?? 0) > 1 ? undefined : comments.get(shape)?.ofShape

/** And of one of its fields. */
export function commentOfField(shape: z.core.$ZodType, name: string, field: z.core.$ZodType) {
  const inWhatItIsMadeOf = names.has(bare(field)) ? undefined : inherited.get(name)?.get(bare(field))
  return comments.get(shape)?.ofFields.get(name) ?? inWhatItIsMadeOf ?? commentOfText(bare(field))
}

const sources = sourcesBelow(PROTOCOL)
const modules = await Promise.all(sources.map((path) => import(pathToFileURL(path).href) as Promise<object>))
for (const shape of modules.flatMap((module) => shapesOf(module).map(([, each]) => each)))
  names.set(shape, (names.get(shape) ?? 0) + 1)
for (const [index, path] of sources.entries()) {
  const said = commentsIn(readFileSync(path, 'utf8'))
  for (const [name, shape] of shapesOf(modules[index] ?? {})) note(shape, said.get(name) ?? NOTHING)
}

function shapesOf(module: object): [string, z.ZodType][] {
  return Object.entries(module).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)
}

/** Shapes with fields say it themselves. */
const commentOfText = (shape: z.core.$ZodType) =>
  shape instanceof z.ZodObject ? undefined : commentOf(shape)

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.') && !path.startsWith('testing'))
    .sort()
    .map((path) => join(folder, path))
}

function commentsIn(text: string): Map<string, Comments> {
  const found = [...text.matchAll(SHAPE)].map((match): [string, Comments] => {
    const [written, ofShape, name = ''] = match
    const [body = ''] = text.slice(match.index + written.length).split(/^(?=\S)(?![)}\]])/m)
    const fields = [...body.matchAll(FIELD)].map(
      ([, words = '', field = '']) => [field, inOneLine(words)] as const,
    )
    return [name, { ofShape: ofShape && inOneLine(ofShape), ofFields: new Map(fields) }]
  })
  return new Map(found)
}

function inOneLine(words: string): string {
  return words
    .replaceAll(/\n\s*\*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Fields of shapes within it that have no name stand in the same text. */
function note(shape: z.core.$ZodType, { ofShape, ofFields }: Comments): void {
  comments.set(bare(shape), { ofShape, ofFields })
  const { shape: fields = {}, element, options = [] } = partsOf(bare(shape))
  for (const [name, field] of Object.entries(fields)) {
    const words = ofFields.get(name)
    const said = inherited.get(name) ?? new Map<z.core.$ZodType, string>()
    if (words) inherited.set(name, said.set(bare(field), words))
  }
  for (const inner of [...Object.values(fields), ...options, ...(element ? [element] : [])])
    if (!names.has(bare(inner)) && !comments.has(bare(inner))) note(inner, { ofShape: undefined, ofFields })
}

type Parts = {
  shape: Record<string, z.core.$ZodType>
  element: z.core.$ZodType
  options: z.core.$ZodType[]
  innerType: z.core.$ZodType
}

function partsOf({ _zod }: z.core.$ZodType): Partial<Parts> {
  return _zod.def as Partial<Parts>
}

/** What may be missing, is what it is when it is there. */
function bare(shape: z.core.$ZodType): z.core.$ZodType {
  const { innerType } = partsOf(shape)
  return innerType ? bare(innerType) : shape
}
