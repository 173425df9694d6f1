import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

/**
 * What several pages need lies in three files, not in one per icon and hook. A page's own file asks for all of its
 * imports by a link element each: 90 of them of about 1 KB held the first sight of the report up by 90 ms.
 *
 * `base` comes first of all, as main.tsx imports it, and with it Mantine's styles: our classes override them by order
 * alone. React is in it because a file of styles only would be put last.
 */
const shared = [
  { name: 'base', test: /[\\/](react-dom|@fontsource-variable)[\\/]|core[\\/]styles\.css|src[\\/]base\.css/ },
  { name: 'vendor', test: /node_modules/, minShareCount: 2 },
  { name: 'shared', test: /packages[\\/](client|schema)[\\/]src/, minShareCount: 3 },
];

/**
 * `vite` serves the client on 5173 and hands everything the API owns to `API_URL` (4600 unless set), the WebSocket included.
 * `vite build` writes `dist`, which the server serves as it stands.
 */
export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, '.', 'API_').API_URL ?? 'http://localhost:4600';
  return {
    plugins: [react()],
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 800,
      rolldownOptions: { output: { codeSplitting: { groups: shared } } },
    },
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
