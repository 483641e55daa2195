/** @typedef {{ package: string, floor: string | null, floorsByMajor?: Record<string, string>, why: string }} Floor */

/**
 * Every `name@version` of a pnpm lockfile's `packages`.
 *
 * @param {{ packages: Record<string, unknown> }} lockfile
 */
export const lockedPackages = (lockfile) =>
  Object.keys(lockfile.packages).map((key) => {
    const at = key.lastIndexOf('@')
    return { name: key.slice(0, at), version: key.slice(at + 1) }
  })

/**
 * What is locked below its floor, or must never be locked, as sentences.
 *
 * @param {{ name: string, version: string }[]} locked @param {Floor[]} floors
 */
export const findBelowFloor = (locked, floors) =>
  locked.flatMap(({ name, version }) => {
    const floor = floors.find((candidate) => candidate.package === name)
    return floor && isBelow(version, floor)
      ? [`${name}@${version} (floor ${floor.floor ?? 'never'}): ${floor.why}`]
      : []
  })

/** @param {string} version @param {Floor} floor */
function isBelow(version, { floor, floorsByMajor }) {
  if (floor === null) return true
  const floorOfMajor = floorsByMajor?.[version.split('.')[0] ?? ''] ?? floor
  return isOlder(version, floorOfMajor)
}

/** Release numbers only; a prerelease of the floor itself is older than it. @param {string} version @param {string} floor */
function isOlder(version, floor) {
  const [release = '', prerelease] = version.split(/-(.*)/s)
  const [ours, theirs] = [release, floor].map((text) => text.split('.').map(Number))
  const place = theirs?.findIndex((number, index) => number !== ours?.[index]) ?? -1
  return place === -1 ? prerelease !== undefined : (ours?.[place] ?? 0) < (theirs?.[place] ?? 0)
}
