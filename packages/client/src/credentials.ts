export type Credentials = { cookie?: string; headers?: Record<string, string> }

/** Asked before every request and every connection. After a refusal whatever was kept must not be given again. */
export type Auth = (asked: { wasRefused: boolean }) => Credentials | Promise<Credentials>

/** What goes with each attempt. In a browser, without `auth`, its own cookies do. */
export class CredentialSource {
  readonly #auth: Auth | undefined
  readonly #origin: string
  #wasRefused = false

  constructor(auth: Auth | undefined, url: string) {
    this.#auth = auth
    this.#origin = new URL(url).origin
  }

  /** Whether asking again may bring others. */
  get canRenew() {
    return this.#auth !== undefined
  }

  refuse() {
    this.#wasRefused = true
  }

  /** The server takes a cookie only together with its own origin, which a browser names by itself. */
  async headers(): Promise<Record<string, string>> {
    if (this.#auth === undefined) return {}
    const wasRefused = this.#wasRefused
    this.#wasRefused = false
    const { cookie, headers } = await this.#auth({ wasRefused })
    return { origin: this.#origin, ...headers, ...(cookie !== undefined && { cookie }) }
  }
}
