/** What no answer gives. Both files begin with them; they are those of a first start on one's own machine. */
export const REQUEST_VARIABLES: Readonly<Record<string, string>> = {
  origin: 'http://127.0.0.1:3000',
  baseUrl: '{{origin}}/api/v1',
  login: 'alice',
  password: 'chatterly-demo',
}
