import './styles.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { Providers } from './app/Providers.tsx'
import { createAppRouter } from './app/router.tsx'
import { liveRegion } from './lib/announce.ts'
import { createClients } from './lib/clients.ts'
import { listenForCommands } from './lib/keymap.ts'

// The content policy allows no code made from text, which zod would otherwise write for itself.
z.config({ jitless: true })

const clients = createClients()
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

liveRegion()
listenForCommands()
createRoot(root).render(
  <StrictMode>
    <Providers clients={clients}>
      <RouterProvider router={createAppRouter(clients)} />
    </Providers>
  </StrictMode>,
)
