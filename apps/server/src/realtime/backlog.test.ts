import { expect, onTestFinished, test, vi } from 'vitest'
import { createBacklog, type Debtor } from './backlog.ts'

const MAX_BYTES = 1000

function sockets(names: string[]) {
  const backlog = createBacklog(MAX_BYTES)
  onTestFinished(backlog.stop)
  const closed: string[] = []
  const debts = new Map<string, number>()
  const debtors = new Map<string, Debtor>()
  for (const name of names) {
    const debtor = { unsentBytes: () => debts.get(name) ?? 0, close: () => void closed.push(name) }
    debtors.set(name, debtor)
    backlog.add(debtor)
  }
  const debtorNamed = (name: string) => debtors.get(name) ?? expect.unreachable()
  return {
    closed,
    leave: (name: string) => backlog.remove(debtorNamed(name)),
    /** What the socket owes, without telling. */
    owe: (name: string, bytes: number) => void debts.set(name, bytes),
    tell(name: string, bytes: number) {
      debts.set(name, bytes)
      backlog.note(debtorNamed(name), bytes)
    },
  }
}

test('closes nobody up to the bound, whoever owes it', () => {
  const { tell, closed } = sockets(['ada', 'grace', 'kay'])
  tell('ada', 900)
  tell('grace', 100)
  expect(closed).toEqual([])
})

test('above it closes the worst first, and no more of them than it takes', () => {
  const { tell, closed } = sockets(['ada', 'grace', 'kay', 'lin'])
  tell('ada', 200)
  tell('kay', 500)
  tell('grace', 290)
  tell('lin', 100)
  expect(closed).toEqual(['kay'])
  tell('lin', 900)
  expect(closed).toEqual(['kay', 'lin'])
})

test('asks before it closes: what has been taken meanwhile no longer counts', () => {
  const { tell, owe, closed } = sockets(['ada', 'grace'])
  tell('ada', 800)
  owe('ada', 0)
  tell('grace', 900)
  expect(closed).toEqual([])
})

test('does not count those who left, nor hear of them again', () => {
  const { tell, leave, closed } = sockets(['ada', 'grace'])
  tell('ada', 900)
  leave('ada')
  tell('ada', 5000)
  tell('grace', 900)
  expect(closed).toEqual([])
})

test('finds within a second what nobody told', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { owe, closed } = sockets(['ada', 'grace'])
  owe('ada', 700)
  owe('grace', 600)
  vi.advanceTimersByTime(1000)
  expect(closed).toEqual(['ada'])
})
