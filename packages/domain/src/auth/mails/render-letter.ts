import type { Message } from '@chatterly/platform/mail'
import type { Letter } from './letters.ts'

/** The same words twice: as plain text, and as HTML without a picture, a style sheet or anything else to load. */
export function renderLetter(letter: Letter, to: string): Message {
  const { subject, link, ending } = letter
  const paragraphs = [GREETING, ...letter.paragraphs].map(oneLine)
  const last = ending === undefined ? [] : [oneLine(ending)]
  const text = [...paragraphs, ...(link ? [`${link.words}:\n${link.url}`] : []), ...last].join('\n\n')
  const html = [
    ...paragraphs.map(paragraph),
    ...(link ? [`<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.words)}</a></p>`] : []),
    ...last.map(paragraph),
  ].join('\n')
  return { to, subject: oneLine(subject), text: `${text}\n`, html: `<!doctype html>\n${html}\n` }
}

const GREETING = 'Hello,'

/** A name ends no line and begins none. */
const oneLine = (text: string) => text.replace(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, ' ').trim()

const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
