import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { repositoryRoot } from './repository.ts'

type Dependency = { condition: string }

type Service = {
  image?: string
  build?: string
  profiles?: string[]
  ports?: string[]
  volumes?: string[]
  environment?: Record<string, string>
  depends_on?: Record<string, Dependency>
  healthcheck?: { test?: string[]; disable?: boolean }
  command?: string[]
}

type ComposeFile = { services: Record<string, Service>; volumes: Record<string, unknown> }

const text = await readFile(join(repositoryRoot, 'docker-compose.yml'), 'utf8')
const dockerfile = await readFile(join(repositoryRoot, 'Dockerfile'), 'utf8')
const file: ComposeFile = parse(text, { merge: true })
const services = Object.entries(file.services)

test('it brings the product and everything the product talks to', () => {
  expect(Object.keys(file.services).sort()).toEqual(
    ['coturn', 'mailpit', 'postgres', 'redis', 's3', 'server', 'worker'].sort(),
  )
  expect(file.services.postgres?.image).toBe('postgres:18')
  expect(file.services.s3?.profiles).toEqual(['s3'])
  expect(services.filter(([, service]) => service.profiles).map(([name]) => name)).toEqual(['s3'])
})

test('server and worker come from one image, built here', () => {
  const { server, worker } = file.services
  expect(server?.build).toBe('.')
  expect([worker?.build, worker?.image]).toEqual([server?.build, server?.image])
})

test('every image names its version', () => {
  const images = services.flatMap(([, { image }]) => (image ? [image] : []))
  expect(images).toHaveLength(services.length)
  for (const image of images) expect(image).toMatch(/:(?!latest)[\w.-]+\}?$/)
})

test('everything that listens is asked whether it is well', () => {
  for (const [name, service] of services) {
    if (service.ports) expect(service.healthcheck?.test?.length, name).toBeGreaterThan(1)
    else expect(service.healthcheck, name).toEqual({ disable: true })
  }
})

test('whoever waits for another to be healthy waits for one that can say so', () => {
  const waits = services.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on))
  expect(waits.length).toBeGreaterThan(0)
  for (const [target, { condition }] of waits) {
    expect(condition).toBe('service_healthy')
    expect(file.services[target]?.healthcheck?.test, target).toBeDefined()
  }
})

test('every variable has a value for development', () => {
  const variables = [...text.matchAll(/\$\{[^}]*\}/g)].map(([whole]) => whole)
  expect(variables.length).toBeGreaterThan(0)
  expect(variables.filter((variable) => !/^\$\{[A-Z0-9_]+:-[^}]*\}$/.test(variable))).toEqual([])
})

test('a secret is never more than the default of a variable', () => {
  const secrets = services.flatMap(([, { environment = {} }]) =>
    Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|TOKEN/.test(name)),
  )
  expect(secrets.length).toBeGreaterThan(0)
  for (const [name, value] of secrets) expect(value, name).toMatch(/^\$\{/)
})

test('no two services want the same port, and only server and calls are there for others', () => {
  const ports = services.flatMap(([name, service]) =>
    (service.ports ?? []).map((port) => ({ name, port: filledIn(port) })),
  )
  const published = ports.map(({ port }) => port.replace(/:\d+(?:-\d+)?((?:\/\w+)?)$/, '$1'))
  expect(new Set(published).size).toBe(published.length)
  const local = ports.filter(({ name }) => name !== 'coturn')
  for (const { name, port } of local) expect(port, name).toMatch(/^127\.0\.0\.1:/)
})

test('every named volume is declared, and every declared one used', () => {
  const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''))
  expect([...new Set(used)].sort()).toEqual(Object.keys(file.volumes).sort())
})

test('Redis may not evict jobs', () => {
  expect(file.services.redis?.command?.join(' ')).toContain('--maxmemory-policy noeviction')
})

test('the image runs on Node 24, as nobody in particular, what the build made', () => {
  expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)).toEqual([
    'node:24-bookworm-slim',
    'node:24-bookworm-slim',
  ])
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM'))
  expect(last).toMatch(/^USER node$/m)
  expect(last).toMatch(/^CMD \["node", "--max-semi-space-size=64", "dist\/main\.mjs"\]$/m)
})

function filledIn(value: string): string {
  return value.replace(/\$\{[^:}]+:-([^}]*)\}/g, '$1')
}
