import { browserPlants } from './plants-browser.ts'
import { packagePlants } from './plants-packages.ts'
import { slicePlants } from './plants-slices.ts'

/** A violation of each rule. */
export const plants = [...packagePlants, ...slicePlants, ...browserPlants]
