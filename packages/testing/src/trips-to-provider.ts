import { openBrowser } from './browser.ts'
import type { IdentityProvider, SomebodyElsewhere } from './identity-provider.ts'
import type { TestWorld } from './test-world.ts'

/** People who go from a page of the server to its provider and come back. */
export function openTrips({ provider, world }: { provider: IdentityProvider; world: TestWorld }) {
  const visitorOf = (at = world) => openBrowser(at, { origin: provider.settings.PUBLIC_URL })
  return {
    visitorOf,

    /** Somebody new to everybody, with an account at the provider. */
    somebody(said: SomebodyElsewhere = {}): string {
      const subject = crypto.randomUUID()
      const email = `${subject}@example.com`
      provider.people.set(subject, { email, email_verified: true, name: 'Ada Lovelace', ...said })
      return subject
    },

    /** There and back; what happens to the address on the way is the test's affair. */
    async signIn(subject: string | undefined, { visitor = visitorOf(), change = (_url: URL) => {} } = {}) {
      const { url } = await (await visitor.call()).identities.beginSignIn({ returnTo: '/browse' })
      const place = new URL(url)
      change(place)
      const query = await provider.visit(place.href, subject)
      const { returnTo } = await (await visitor.call()).identities.finish({ query })
      const { user } = await (await visitor.call()).auth.me()
      return { user, returnTo, visitor, query }
    },
  }
}
