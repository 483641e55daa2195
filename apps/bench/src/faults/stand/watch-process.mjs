// Loaded into a node of the stand before the product: writes down how the process fares, and shifts its clock if it
// is told to. No part of the product knows of it.
import { appendFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const { FAULTS_NAME: name, FAULTS_SAMPLES: file, FAULTS_CLOCK: clock } = process.env
const SAMPLE_MS = 500

if (file) {
  const lag = monitorEventLoopDelay({ resolution: 10 })
  lag.enable()
  setInterval(() => {
    const [seconds, nanos] = process.hrtime()
    const sample = {
      name,
      at: Math.round(seconds * 1e6 + nanos / 1e3),
      rssBytes: process.memoryUsage.rss(),
      lagMs: lag.max / 1e6,
    }
    lag.reset()
    appendFileSync(file, `${JSON.stringify(sample)}\n`)
  }, SAMPLE_MS).unref()
}

if (clock) {
  const { offsetMs, rate } = JSON.parse(clock)
  const RealDate = Date
  const startedAt = RealDate.now()
  const shifted = () => Math.round(startedAt + offsetMs + (RealDate.now() - startedAt) * rate)
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(shifted())
      else super(...given)
    }
    static now() {
      return shifted()
    }
  }
}
