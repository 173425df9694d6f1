import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

/**
 * `vite` serves the client on 5173 and hands everything the API owns to `API_URL` (4600 unless set), the WebSocket included.
 * `vite build` writes `dist`, which the server serves as it stands.
 */
export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, '.', 'API_').API_URL ?? 'http://localhost:4600';
  return {
    plugins: [react()],
    build: { outDir: 'dist', emptyOutDir: true, target: 'es2022' },
    server: {
      proxy: {
        '/graphql': { target: api, ws: true },
        '^/(api|livez|readyz)(/|$)': { target: api },
        // Public pages, which the server writes.
        '^/[bc]/': { target: api },
      },
    },
  };
});
