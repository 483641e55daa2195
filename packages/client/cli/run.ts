import { parseArgs } from 'node:util'
import { ChatterlyError } from '../src/errors.ts'
import type { Command, OwnOption } from './command.ts'
import { conversations } from './commands/conversations.ts'
import { doctor } from './commands/doctor.ts'
import { login } from './commands/login.ts'
import { logout } from './commands/logout.ts'
import { send } from './commands/send.ts'
import { tail } from './commands/tail.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { Problem } from './problem.ts'
import { tellProblem } from './say.ts'
import { usage } from './usage.ts'
import { wordsOf } from './words-of.ts'

const commands = new Map(
  [login, logout, conversations, send, tail, doctor].map((command) => [command.name, command] as const),
)

/**
 * One command of the line, from its words to the status to exit with. Only bugs are thrown.
 */
export async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    const stream = name === undefined ? process.stderr : process.stdout
    stream.write(usage([...commands.values()]))
    return name === undefined ? exitCodes.usage : exitCodes.ok
  }
  const isJson = args.includes('--json')
  const command = commands.get(name)
  try {
    if (!command) throw new Problem('usage', `There is no command ${name}. chatterly --help names them.`)
    return await runCommand(command, args)
  } catch (error) {
    const problem = error instanceof Problem ? error : toProblem(error)
    tellProblem(problem, isJson)
    return exitCodes[problem.exit]
  }
}

async function runCommand(command: Command, args: string[]): Promise<number> {
  const { values, positionals } = parse(command, args)
  if (values.help) {
    process.stdout.write(usage([command]))
    return exitCodes.ok
  }
  if (positionals.length < command.least || positionals.length > command.most)
    throw new Problem('usage', `It is: chatterly ${command.name} ${command.takes}`)
  return command.run({ ...values, positionals })
}

function parse({ name, options = [] }: Command, args: string[]) {
  const { values, positionals } = parseAll(args)
  const stranger = OWN_OPTIONS.find((option) => Boolean(values[option]) && !options.includes(option))
  if (stranger) throw new Problem('usage', `${name} takes no --${stranger}.`)
  return { values, positionals }
}

const OWN_OPTIONS = ['token', 'position'] as const satisfies OwnOption[]

function parseAll(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        account: { type: 'string', default: 'default' },
        token: { type: 'boolean', default: false },
        position: { type: 'string' },
      },
    })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Problem('usage', error.message)
  }
}

function toProblem(error: unknown): Problem {
  if (!(error instanceof ChatterlyError)) throw error
  const { refusal, kind, fields, retryAfterSeconds } = error
  const words = kind === 'unreachable' ? `Nobody answers: ${wordsOf(error)}` : wordsOf(error)
  return new Problem(exitCodeOf(error), words, { code: refusal ?? kind, fields, retryAfterSeconds })
}
