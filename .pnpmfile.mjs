// These two bring pages that a browser runs as they are: what they were made of is in them already. Without this the
// one would install 230 MB that nothing reads, and the other a program that reports every installation to somebody.
const PAGES = new Set(['@scalar/api-reference', 'swagger-ui-dist'])

export const hooks = {
  readPackage: (manifest) => (PAGES.has(manifest.name) ? { ...manifest, dependencies: {} } : manifest),
}
