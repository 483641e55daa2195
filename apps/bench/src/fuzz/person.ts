/** Somebody whose session may end by what is sent for them. */
export type FuzzPerson = { id: string; cookie: string; number: number }

const PASSWORD = 'long enough to fuzz'
const nameOf = (number: number) => `fuzz-${number}`

/** With accounts of their own, as anybody makes one. */
export const signUpPeople = (origin: string, count: number): Promise<FuzzPerson[]> =>
  Promise.all(Array.from({ length: count }, (_, number) => signUp(origin, number)))

async function signUp(origin: string, number: number): Promise<FuzzPerson> {
  const account = { email: `${nameOf(number)}@example.com`, username: nameOf(number), password: PASSWORD }
  const person = await sign(origin, 'auth.register', account)
  if (!person) throw new Error('Somebody could not sign up')
  return { ...person, number }
}

/** A new session, by the address: that stays, whatever name somebody was given. */
export async function signInAgain(origin: string, person: FuzzPerson): Promise<void> {
  const login = `${nameOf(person.number)}@example.com`
  const again = await sign(origin, 'auth.login', { login, password: PASSWORD })
  if (!again) throw new Error('Somebody could not sign in again')
  person.cookie = again.cookie
}

async function sign(origin: string, path: string, input: object) {
  const response = await fetch(`${origin}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  const { result } = (await response.json()) as { result?: { data: { user: { id: string } } } }
  const [cookie = ''] = response.headers.get('set-cookie')?.split(';') ?? []
  return result && { id: result.data.user.id, cookie }
}
