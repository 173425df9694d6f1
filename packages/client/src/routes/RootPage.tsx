import { useEffect } from 'react';
import { Outlet, useRouter } from '@tanstack/react-router';
import { wantPageFocus } from '../ui/page-focus.ts';

/** Around every page: tells the next page's heading to take the focus when the path changes. */
export function RootPage() {
  const router = useRouter();
  useEffect(
    function followPages() {
      return router.subscribe('onBeforeNavigate', ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation) wantPageFocus();
      });
    },
    [router],
  );
  return <Outlet />;
}
