// Hangs up for a tab that was closed in a call. A tab that is reloaded comes back meanwhile as another device, and
// then the server knows better than to hang up for the old one.
const WAIT_MS = 5000

addEventListener('message', (message) => message.waitUntil(hangUp(message.data)))

async function hangUp(seat) {
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  await fetch('/trpc/calls.leave', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(seat),
  })
}
