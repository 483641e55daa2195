/** Microseconds on a clock that all processes of a machine share. */
export function nowMicros(): number {
  const [seconds, nanos] = process.hrtime()
  return seconds * 1e6 + nanos / 1e3
}
