import { refusalOf } from '@chatterly/client/errors'
import type { Login } from '@chatterly/protocol/auth/shapes'
import { useState } from 'react'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { useEnter } from '../use-enter.ts'

type Credentials = Pick<Login, 'login' | 'password'>

/** Signing in with a password: in one step, or in two where a second factor is on. */
export function useSignIn(from: string | undefined) {
  /** They were right, and open nothing without the code. Kept until then, and never in a field. */
  const [credentials, setCredentials] = useState<Credentials>()
  const [login, setLogin] = useState('')
  const signIn = trpc.auth.login.useMutation({
    onSuccess: useEnter(from),
    onError: (error, { login: given, password }) => {
      const refusal = refusalOf(error)
      if (refusal === 'auth.code_required') setCredentials({ login: given, password })
      // The password was changed meanwhile.
      if (refusal === 'auth.wrong_credentials') setCredentials(undefined)
    },
  })
  return {
    /** What was typed last, for whoever comes back to it. */
    login,
    needsCode: credentials !== undefined,
    isPending: signIn.isPending,
    problem: signIn.error ? wordsOf(signIn.error) : undefined,
    give: (given: Credentials) => {
      setLogin(given.login)
      signIn.mutate(given)
    },
    giveCode: (code: string, onError: (error: unknown) => void) =>
      credentials && signIn.mutate({ ...credentials, code }, { onError }),
    beginAgain: () => {
      setCredentials(undefined)
      signIn.reset()
    },
  }
}

export type SigningIn = ReturnType<typeof useSignIn>
