/** How everything was answered, and what must never be. */
export type Findings = {
  inputs: number
  /** Answers by what they are: `allowed`, the status of a refusal, or how a socket was closed. */
  answers: Map<string, number>
  /** Inputs by the way they came in. */
  doors: Map<string, number>
  /** Answers that say it was the server's fault, with what was sent. */
  faults: string[]
  slowestMs: number
  slowest: string
}

export const noFindings = (): Findings => ({
  inputs: 0,
  answers: new Map(),
  doors: new Map(),
  faults: [],
  slowestMs: 0,
  slowest: '',
})

/** As much of an input as a person reads. */
const SHOWN_MAX = 300
/** The same mistake is mostly made often. */
const FAULTS_MAX = 50

export function note(
  findings: Findings,
  { door, sent, answer, said, ms }: { door: string; sent: string; answer: string; said: string; ms: number },
): void {
  findings.inputs += 1
  findings.answers.set(answer, (findings.answers.get(answer) ?? 0) + 1)
  findings.doors.set(door, (findings.doors.get(door) ?? 0) + 1)
  if (answer.startsWith('5') && findings.faults.length < FAULTS_MAX)
    findings.faults.push(`${answer} ${sent.slice(0, SHOWN_MAX)} → ${said.slice(0, SHOWN_MAX)}`)
  if (ms > findings.slowestMs) {
    findings.slowestMs = ms
    findings.slowest = sent.slice(0, SHOWN_MAX)
  }
}
