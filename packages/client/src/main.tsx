import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { ApolloProvider } from '@apollo/client/react';
import { RouterProvider } from '@tanstack/react-router';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import './base.css';
import { apollo, catchUpOnWake, whenSessionChanges } from './apollo.ts';
import { loadCodeAhead, makeRouter } from './routes/router.tsx';
import { cssVariables, theme } from './theme.ts';

const Toaster = lazy(() => import('./ui/Toaster.tsx').then((module) => ({ default: module.Toaster })));

const router = makeRouter(apollo);
loadCodeAhead(router);

catchUpOnWake();

whenSessionChanges({
  signedOut() {
    const { pathname, href } = router.state.location;
    if (/^\/(sign-in|sign-up|invitation)(\/|$)/.test(pathname)) return;
    void apollo.clearStore().then(() => router.navigate({ to: '/sign-in', search: { to: href } }));
  },
  rightsChanged: () => void router.invalidate(),
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ApolloProvider client={apollo}>
        <RouterProvider router={router} />
        <Suspense>
          <Toaster />
        </Suspense>
      </ApolloProvider>
    </MantineProvider>
  </StrictMode>,
);
