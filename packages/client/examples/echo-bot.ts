/**
 * Answers every message of others with the same words, in every conversation it is in, until it is interrupted.
 * Replies go through the outbox: in order, and once, whatever happens to the network.
 */
import { ChatterlyError } from '@chatterly/client/errors'
import { connect } from './connect.ts'

const client = connect()
const me = await client.procedures.users.me.query()
const items = client.events.listen()
process.once('SIGINT', () => client.close())
process.once('SIGTERM', () => client.close())

client.connection.caughtUp().then(
  () => console.log(`Listening as ${me.username}.`),
  (error: unknown) => console.error('The connection never came up.', error),
)

for await (const item of items) {
  if (item.type !== 'event' || item.event.type !== 'message.created') continue
  const { senderId, body } = item.event.message
  if (senderId === me.id || body === null) continue
  client.outbox.send({ conversationId: item.conversationId, body: `You said: ${body}` }).catch(explain)
}

function explain(error: unknown) {
  if (!(error instanceof ChatterlyError)) throw error
  switch (error.refusal) {
    case 'conversation.not_found':
      return console.error('It was taken out of the conversation before it could answer.')
    case 'conversation.join_first':
      return console.error('It may read here, but not write.')
    default:
      return console.error(`An answer was not sent: ${error.message}`)
  }
}
