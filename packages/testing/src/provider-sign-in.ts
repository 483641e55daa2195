import type { IncomingMessage, ServerResponse } from 'node:http'

const PAGE = `<!doctype html>
<html lang="en">
<title>Example Organisation</title>
<h1>Example Organisation</h1>
<form method="post">
  <p><label>E-mail <input name="email" type="email"></label></p>
  <p><label>Name <input name="name"></label></p>
  <button name="answer" value="yes">Go in</button>
  <button name="answer" value="no">Rather not</button>
</form>`

/** Where the provider asks a browser who is there. It believes everybody. */
export function showSignIn(response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE)
}

/** Who says that they are there; undefined when they said no. */
export async function readSignIn(
  request: IncomingMessage,
): Promise<{ email: string; name: string } | undefined> {
  const given = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
  if (given.get('answer') !== 'yes') return undefined
  return { email: given.get('email') ?? '', name: given.get('name') ?? '' }
}
