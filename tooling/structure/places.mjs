/** Files no release contains: tests, what only tests import, and what configures tools. */
export const notProduct = [
  '\\.test\\.tsx?$',
  '/src/testing/',
  '^packages/testing/',
  '^apps/(e2e|bench)/',
  '\\.config\\.ts$',
  '/build\\.mjs$',
]

export const tests = ['\\.test\\.tsx?$', '/src/testing/', '^packages/testing/']

/** Where a package of node_modules is found, wherever the checkout is. @param {string} name */
export const library = (name) => `(^|/)node_modules/${name}/`
