import { refusalOf } from '@chatterly/client/errors'
import { useMutation } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { type TrpcClient, trpc } from '../../../lib/trpc.ts'

/** Asks the person to show that it is them, and gives whether they did. */
type Confirm = () => Promise<boolean>

export const ConfirmContext = createContext<Confirm>(() => Promise.resolve(false))

/**
 * A mutation that matters: where the server wants to know first that it is them, the person is asked to show it, and
 * the mutation tried again. It counts as under way meanwhile.
 */
export function useConfirmed<Input, Answer>(act: (client: TrpcClient, input: Input) => Promise<Answer>) {
  const confirm = useContext(ConfirmContext)
  const { client } = trpc.useUtils()
  return useMutation({
    mutationFn: async (input: Input) => {
      try {
        return await act(client, input)
      } catch (error) {
        if (refusalOf(error) !== 'auth.confirm_first' || !(await confirm())) throw error
        return act(client, input)
      }
    },
  })
}
