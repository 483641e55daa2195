import { expect, test } from 'vitest'
import { cpuMicrosOf, parseResidentBytes, parseStat, residentBytesOf } from './proc-stat.ts'

const rest = 'S 41 42 42 0 -1 4194304 3017 500 0 0 123 77 1000 50 20 0 11 0 8642 1 2 3'

test('processor time is user and system time, of the process and of its ended children', () => {
  expect(parseStat(`42 (node) ${rest}`)).toEqual({ parent: 41, own: 2_000_000, ended: 10_500_000 })
})

test('a name with spaces and parentheses shifts nothing', () => {
  expect(parseStat(`42 (a (strange) name) ${rest}`)).toEqual(parseStat(`42 (node) ${rest}`))
})

test('resident memory is read in bytes', () => {
  expect(parseResidentBytes('Name:\tnode\nVmHWM:\t  900 kB\nVmRSS:\t  512 kB\n')).toBe(524_288)
  expect(() => parseResidentBytes('Name:\tnode\n')).toThrow('no resident memory')
})

test('this process has used both', () => {
  expect(cpuMicrosOf(process.pid)).toBeGreaterThan(0)
  expect(residentBytesOf(process.pid)).toBeGreaterThan(1_000_000)
})
