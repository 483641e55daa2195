import { expect, test } from 'vitest'
import { clashes, commandOf, commands } from './commands.ts'

test('no two commands answer the same keys at the same place', () => {
  expect(clashes(commands)).toEqual([])
})

test('a clash is found, across scopes too, unless rungs say which goes first', () => {
  const open = commandOf('switcher.open')
  expect(clashes([open, { ...open, id: 'composer.bold', scope: 'composer' }])).toEqual([
    ['switcher.open', 'composer.bold'],
  ])
  const [leave, close] = [commandOf('message.leave'), commandOf('panel.close')]
  expect(clashes([leave, close])).toEqual([])
  expect(clashes([leave, { ...close, rung: 4 }])).toEqual([['message.leave', 'panel.close']])
})

test('ids are unique', () => {
  expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length)
})
