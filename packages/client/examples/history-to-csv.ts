/** Writes the whole history of one conversation as CSV, oldest first: `history-to-csv.ts <conversation id>` */
import { everyItem, everyMessage } from '@chatterly/client/pages'
import { refusalOf } from '@chatterly/client/errors'
import { connect } from './connect.ts'

const [conversationId] = process.argv.slice(2)
if (conversationId === undefined) throw new Error('Name the conversation by its id.')

const client = connect()
try {
  await write(conversationId)
} catch (error) {
  if (refusalOf(error) !== 'conversation.not_found') throw error
  console.error('There is no such conversation for this account.')
  process.exitCode = 1
} finally {
  client.close()
}

async function write(id: string) {
  const names = new Map<string, string>()
  for await (const { user } of everyItem(client.procedures.conversations.members.query, {
    conversationId: id,
  }))
    names.set(user.id, user.displayName)
  line(['number', 'written at', 'by', 'text'])
  for await (const message of everyMessage(client.procedures, { conversationId: id })) {
    // Whoever has left is not among the members any more.
    const by = names.get(message.senderId) ?? message.senderId
    line([String(message.number), message.createdAt, by, message.body ?? ''])
  }
}

/** RFC 4180: quoted where needed, and a formula stays a text when a spreadsheet opens it. */
function line(cells: string[]) {
  process.stdout.write(`${cells.map(cell).join(',')}\r\n`)
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
