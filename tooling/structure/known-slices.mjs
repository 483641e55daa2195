import { sliceOrder } from './slice-order.mjs'

const ROOTS = ['packages/domain/src', 'packages/protocol/src']

export const knownSlicesRule = {
  name: 'slices-have-a-place',
  comment:
    'Give the slice its place in tooling/structure/slice-order.mjs: without one it may import anything.',
}

/** @param {string[]} files */
export function findUnknownSlices(files) {
  const folders = new Set(files.map(sliceFolder).filter((folder) => folder !== undefined))
  return [...folders]
    .filter((folder) => !sliceOrder.includes(folder.slice(folder.lastIndexOf('/') + 1)))
    .map((folder) => ({ ...knownSlicesRule, from: folder, to: 'the order of slices' }))
}

/** @param {string} file */
function sliceFolder(file) {
  const root = ROOTS.find((folder) => file.startsWith(`${folder}/`))
  const [slice, ...rest] = root === undefined ? [] : file.slice(root.length + 1).split('/')
  return root !== undefined && slice !== 'testing' && rest.length > 0 ? `${root}/${slice}` : undefined
}
