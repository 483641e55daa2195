import module from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RequestHandler, Router } from 'express'
import { API_DOCUMENT } from '../api-files.ts'

// By its whole name: the bundle has a `createRequire` and a `require` of its own.
const { resolve } = module.createRequire(import.meta.url)
const SCALAR = dirname(resolve('@scalar/api-reference/browser/standalone.js'))
const SWAGGER = dirname(resolve('swagger-ui-dist/package.json'))

/**
 * The interface to read and to try, in two readers. Everything they need comes from here, and nothing they would like
 * to ask of others leaves the origin.
 */
export function docsPages(): Router {
  const router = Router()
  router.get('/openapi.json', (_request, response) => {
    response.set({ 'cache-control': 'no-cache', 'content-type': 'application/json' })
    response.sendFile(fileURLToPath(API_DOCUMENT))
  })
  router.get('/docs', page(scalarPage))
  router.get('/docs/start-scalar.js', script(startScalar))
  router.get('/docs/scalar.js', (_request, response) =>
    response.sendFile('standalone.js', { root: SCALAR, maxAge: '1h' }),
  )
  router.get('/docs/swagger', page(swaggerPage))
  router.get('/docs/start-swagger.js', script(startSwagger))
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    router.get(`/docs/${name}`, (_request, response) =>
      response.sendFile(name, { root: SWAGGER, maxAge: '1h' }),
    )
  return router
}

/** Both readers write styles into their page. Scripts and connections stay this server's own. */
const page =
  (html: string): RequestHandler =>
  (_request, response) => {
    const policy = String(response.getHeader('content-security-policy'))
    const styles = policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    response.set({ 'content-security-policy': styles, 'cache-control': 'no-cache' }).type('html').send(html)
  }

const script =
  (source: string): RequestHandler =>
  (_request, response) =>
    void response.set('cache-control', 'no-cache').type('text/javascript').send(source)

/** An empty page for a reader that its scripts bring. */
const pageWith = ({ styles = [], scripts }: { styles?: string[]; scripts: string[] }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Chatterly · API</title>
    ${styles.map((file) => `<link rel="stylesheet" href="/docs/${file}">`).join('\n    ')}
  </head>
  <body>
    <div id="reference"></div>
    ${scripts.map((file) => `<script src="/docs/${file}"></script>`).join('\n    ')}
  </body>
</html>
`

const scalarPage = pageWith({ scripts: ['scalar.js', 'start-scalar.js'] })

const startScalar = `Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  persistAuth: false,
})
`

const swaggerPage = pageWith({
  styles: ['swagger-ui.css'],
  scripts: ['swagger-ui-bundle.js', 'start-swagger.js'],
})

const startSwagger = `const isDark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', isDark.matches)
isDark.addEventListener('change', follow)
follow()
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
})
`
