import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const LOOKS = /^(apps\/web|packages\/ui)\/src\/.*\.tsx?$/
const PHYSICAL =
  /(?<![\w./-])(-?(ml|mr|pl|pr|left|right)-(\d|[[(]|(auto|px|full)\b)|(border|rounded)-[lr](-\w+|\b)|(text|float)-(left|right)(?![\w./]))/

export const logicalSidesRule = {
  name: 'logical-sides',
  comment:
    'Use start and end (ms-, me-, ps-, pe-, start-, end-): left and right are wrong where people read from the right.',
}

/** @param {string} root @param {string[]} files */
export const findPhysicalSides = (root, files) =>
  files
    .filter((path) => LOOKS.test(path))
    .flatMap((path) => {
      const found = PHYSICAL.exec(readFileSync(join(root, path), 'utf8'))
      return found ? [{ ...logicalSidesRule, from: path, to: found[0] }] : []
    })
