import type { Command } from './command.ts'

export const usage = (commands: readonly Command[]) => `Usage:
${commands.map(({ name, takes, does }) => `  ${`chatterly ${name} ${takes}`.trim()}\n      ${does}`).join('\n')}

With every command:
  --json            answers as lines of JSON, problems as {"error":{"code","message"}}
  --account <name>  another of the accounts kept on this machine
  --help            this
`
