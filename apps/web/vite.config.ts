import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.CHATTERLY_SERVER_URL ?? 'http://127.0.0.1:3000'
/** The host stays as the browser sent it: the server compares it with the origin. */
const toServer = { target: server, changeOrigin: false }

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0 },
  server: {
    proxy: {
      '/trpc': { ...toServer, ws: true },
      '/auth': toServer,
      '/api': toServer,
      '/docs': toServer,
      '/openapi.json': toServer,
      '/livez': toServer,
      '/readyz': toServer,
    },
  },
})
