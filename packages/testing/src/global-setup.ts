import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase } from '@chatterly/db/database'
import { migrateDatabase } from '@chatterly/db/migrate'
import { makePartitions } from '@chatterly/db/partitions'
import { startServices } from '@chatterly/services/start-services'
import { compilePrograms } from './compiled-programs.ts'
import { databaseNamed, TEMPLATE_DATABASE, withAdmin } from './databases.ts'

/** One PostgreSQL and one Redis for a run, with a migrated database that every test file copies; and the programs, made. */
export default async function setUp(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'chatterly-test-'))
  // The database may have to run as another user, who has to pass through.
  await chmod(dataDir, 0o711)
  const starting = startServices({
    dataDir,
    ...(process.env.DATABASE_URL && { databaseUrl: process.env.DATABASE_URL }),
    ...(process.env.REDIS_URL && { redisUrl: process.env.REDIS_URL }),
    log: (line) => process.stdout.write(`${line}\n`),
  })
  const [services, removePrograms] = await Promise.all([starting, compilePrograms()])
  // Inherited by the workers, which start after this.
  process.env.DATABASE_URL = services.databaseUrl
  process.env.REDIS_URL = services.redisUrl
  await makeTemplate()
  return async () => {
    await services.stop()
    await removePrograms()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function makeTemplate(): Promise<void> {
  await withAdmin(async (admin) => {
    await admin.query(`drop database if exists ${TEMPLATE_DATABASE}`)
    await admin.query(`create database ${TEMPLATE_DATABASE}`)
  })
  const { db, close } = connectDatabase({
    url: databaseNamed(TEMPLATE_DATABASE),
    poolSize: 1,
    onError: () => {},
  })
  await migrateDatabase(db)
  await makePartitions(db, new Date())
  await close()
}
