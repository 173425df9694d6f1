import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import type { ApolloClient } from '@apollo/client';
import { ProjectBySlug } from '@waybill/schema/projects';
import { validateBackerSearch } from '../backers/backer-search.ts';
import { parseSearch, searchString } from '../paths.ts';
import { readPartnersSearch } from '../partners/partners-search.ts';
import { validatePostageSearch } from '../postage/postage-search.ts';
import { readViewer } from '../access/viewer.ts';
import { validateBuilderSearch } from '../segments/builder-search.ts';
import { validateLogSearch } from '../webhooks/webhook-looks.ts';
import { BarePending } from './BarePending.tsx';
import { RootPage } from './RootPage.tsx';
import { BareRouteError, RouteError } from './RouteError.tsx';
import { RouteNotFound } from './RouteNotFound.tsx';
import { RoutePending } from './RoutePending.tsx';

interface RouterContext {
  apollo: ApolloClient;
}

/** Keeps a return address inside this site: a path, never another host. */
export function safeReturn(to: unknown): string | undefined {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ component: RootPage });

const returnSearch = (search: Record<string, unknown>): { to?: string } => {
  const to = safeReturn(search['to']);
  return to ? { to } : {};
};

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-in',
  validateSearch: returnSearch,
  component: lazyRouteComponent(() => import('../access/SignInPage.tsx'), 'SignInPage'),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-up',
  component: lazyRouteComponent(() => import('../access/SignUpPage.tsx'), 'SignUpPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'invitation/$token',
  component: lazyRouteComponent(() => import('../access/InvitationPage.tsx'), 'InvitationPage'),
});

/** Everything that wants a signed-in person: others go to sign-in, and back to where they wanted. */
const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const viewer = await readViewer(context.apollo);
    if (!viewer) throw redirect({ to: '/sign-in', search: { to: location.href } });
    return { viewer };
  },
  component: lazyRouteComponent(() => import('../shell/AppFrame.tsx'), 'AppFrame'),
  errorComponent: BareRouteError,
  pendingComponent: BarePending,
});

const projectsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { create?: string } =>
    typeof search['create'] === 'string' ? { create: search['create'] } : {},
  component: lazyRouteComponent(() => import('../projects/ProjectsPage.tsx'), 'ProjectsPage'),
});

const creatorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '$creator',
  beforeLoad: ({ context, params }) => {
    if (!context.viewer.creators.some((creator) => creator.slug === params.creator)) throw notFound();
  },
});

const creatorIndexRoute = createRoute({
  getParentRoute: () => creatorRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/' });
  },
});

const membersRoute = createRoute({
  getParentRoute: () => creatorRoute,
  path: 'settings/members',
  component: lazyRouteComponent(() => import('../access/MembersPage.tsx'), 'MembersPage'),
});

const tokensRoute = createRoute({
  getParentRoute: () => creatorRoute,
  path: 'settings/tokens',
  component: lazyRouteComponent(() => import('../access/TokensPage.tsx'), 'TokensPage'),
});

const carrierUpdatesRoute = createRoute({
  getParentRoute: () => creatorRoute,
  path: 'settings/carrier-updates',
  component: lazyRouteComponent(() => import('../inbox/CarrierUpdatesPage.tsx'), 'CarrierUpdatesPage'),
});

const webhooksRoute = createRoute({
  getParentRoute: () => creatorRoute,
  path: 'settings/webhooks',
  component: lazyRouteComponent(() => import('../webhooks/WebhooksPage.tsx'), 'WebhooksPage'),
});

const webhookRoute = createRoute({
  getParentRoute: () => creatorRoute,
  path: 'settings/webhooks/$endpoint',
  validateSearch: validateLogSearch,
  component: lazyRouteComponent(() => import('../webhooks/EndpointPage.tsx'), 'EndpointPage'),
});

const profileRoute = createRoute({
  getParentRoute: () => creatorRoute,
  path: 'settings/profile',
  component: lazyRouteComponent(() => import('../public-pages/ProfilePage.tsx'), 'ProfilePage'),
});

const projectRoute = createRoute({
  getParentRoute: () => creatorRoute,
  path: '$project',
  loader: async ({ context, params }) => {
    const { data } = await context.apollo.query({
      query: ProjectBySlug,
      variables: { creatorSlug: params.creator, projectSlug: params.project },
    });
    return { found: Boolean(data?.projectBySlug) };
  },
  component: lazyRouteComponent(() => import('../projects/ProjectFrame.tsx'), 'ProjectFrame'),
});

const dashboardRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../dashboard/DashboardPage.tsx'), 'DashboardPage'),
});

const backersRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'backers',
  validateSearch: validateBackerSearch,
  component: lazyRouteComponent(() => import('../backers/BackerReportPage.tsx'), 'BackerReportPage'),
});

const backerRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'backers/$backerId',
  component: lazyRouteComponent(() => import('../backers/BackerPage.tsx'), 'BackerPage'),
});

const segmentsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'segments',
  component: lazyRouteComponent(() => import('../segments/SegmentsPage.tsx'), 'SegmentsPage'),
});

const segmentNewRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'segments/new',
  validateSearch: validateBuilderSearch,
  component: lazyRouteComponent(() => import('../segments/SegmentNewPage.tsx'), 'SegmentNewPage'),
});

const segmentRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'segments/$segmentId',
  validateSearch: validateBackerSearch,
  component: lazyRouteComponent(() => import('../segments/SegmentPage.tsx'), 'SegmentPage'),
});

const segmentEditRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'segments/$segmentId/edit',
  validateSearch: validateBuilderSearch,
  component: lazyRouteComponent(() => import('../segments/SegmentEditPage.tsx'), 'SegmentEditPage'),
});

const uploadPage = lazyRouteComponent(
  () => import('../tracking-uploads/TrackingUploadPage.tsx'),
  'TrackingUploadPage',
);

const uploadRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'upload',
  component: uploadPage,
});

const uploadOperationRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'upload/$operationId',
  component: uploadPage,
});

const importPage = lazyRouteComponent(
  () => import('../backer-imports/BackerImportPage.tsx'),
  'BackerImportPage',
);

const importRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'import',
  component: importPage,
});

const importOperationRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'import/$operationId',
  component: importPage,
});

const notificationsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'notifications/{-$tab}',
  component: lazyRouteComponent(() => import('../notifications/NotificationsPage.tsx'), 'NotificationsPage'),
});

const digitalRewardsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'digital-rewards',
  validateSearch: ({ send, edit }: Record<string, unknown>): { send?: string; edit?: string } => ({
    ...(typeof send === 'string' ? { send } : {}),
    ...(typeof edit === 'string' ? { edit } : {}),
  }),
  component: lazyRouteComponent(
    () => import('../digital-rewards/DigitalRewardsPage.tsx'),
    'DigitalRewardsPage',
  ),
});

const partnersRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'partners',
  validateSearch: readPartnersSearch,
  component: lazyRouteComponent(() => import('../partners/PartnersPage.tsx'), 'PartnersPage'),
});

const postageRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'postage/{-$tab}',
  validateSearch: validatePostageSearch,
  component: lazyRouteComponent(() => import('../postage/PostagePage.tsx'), 'PostagePage'),
});

const scanRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'scan',
  component: lazyRouteComponent(() => import('../scan-station/ScanStationPage.tsx'), 'ScanStationPage'),
});

const exceptionsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'exceptions',
  component: lazyRouteComponent(() => import('../exceptions/ExceptionsPage.tsx'), 'ExceptionsPage'),
});

const operationsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'operations',
  component: lazyRouteComponent(() => import('../operations/OperationsPage.tsx'), 'OperationsPage'),
});

const operationRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'operations/$operationId',
  component: lazyRouteComponent(() => import('../operations/OperationPage.tsx'), 'OperationPage'),
});

const exportRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'export',
  validateSearch: ({ segment }: Record<string, unknown>): { segment?: string } =>
    typeof segment === 'string' ? { segment } : {},
  component: lazyRouteComponent(() => import('../projects/ExportPage.tsx'), 'ExportPage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  invitationRoute,
  signedInRoute.addChildren([
    projectsRoute,
    creatorRoute.addChildren([
      creatorIndexRoute,
      membersRoute,
      tokensRoute,
      webhooksRoute,
      webhookRoute,
      carrierUpdatesRoute,
      profileRoute,
      projectRoute.addChildren([
        dashboardRoute,
        backersRoute,
        backerRoute,
        segmentsRoute,
        segmentNewRoute,
        segmentRoute,
        segmentEditRoute,
        uploadRoute,
        uploadOperationRoute,
        importRoute,
        importOperationRoute,
        notificationsRoute,
        digitalRewardsRoute,
        partnersRoute,
        postageRoute,
        scanRoute,
        exceptionsRoute,
        operationsRoute,
        operationRoute,
        exportRoute,
      ]),
    ]),
  ]),
]);

/** The one router; hovering a link loads its code and data ahead of the click. */
export function makeRouter(apollo: ApolloClient) {
  return createRouter({
    routeTree,
    context: { apollo },
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    defaultPendingMinMs: 300,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: RouteNotFound,
    defaultPendingComponent: RoutePending,
    scrollRestoration: true,
    parseSearch,
    stringifySearch: searchString,
  });
}

/**
 * Fetches the code of the page that the address names while the server is still asked who is there: by itself the
 * router waits for one before the other. What fails here is told when the page is shown.
 */
export function loadCodeAhead(router: ReturnType<typeof makeRouter>): void {
  const [routes] = router.getMatchedRoutes(location.pathname);
  for (const route of routes) router.loadRouteChunk(route)?.catch(() => undefined);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
