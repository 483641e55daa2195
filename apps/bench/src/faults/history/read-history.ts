import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry, NodeSample } from './entries.ts'

/** Each client's entries in the order they were written. */
export async function readHistories(folder: string): Promise<Entry[][]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort()
  return Promise.all(names.map((name) => readLines<Entry>(join(folder, name))))
}

export const readSamples = (file: string): Promise<NodeSample[]> => readLines<NodeSample>(file)

/** The last line of a program that was killed may be half a line. */
async function readLines<Line>(file: string): Promise<Line[]> {
  const text = await readFile(file, 'utf8')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}
