import { defineConfig, mergeConfig } from 'vite'
import product from './vite.config.ts'

/** Builds the page that the drift gate measures, apart from the product. */
export default mergeConfig(
  product,
  defineConfig({
    base: './',
    build: { outDir: 'node_modules/.gate', rollupOptions: { input: 'drift.html' } },
  }),
)
