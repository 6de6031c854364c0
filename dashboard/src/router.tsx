import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { WizardStep } from './catalogue/deploy/DeployWizard';
import { listSearch } from './deployments/listSearch';
import { identityRoutes } from './identity/routes';
import { registryRoutes } from './registry/routes';
import { root } from './rootRoute';
import { FailedPage } from './shell/FailedPage';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/catalogue' });
  },
});

const catalogue = createRoute({
  getParentRoute: () => root,
  path: '/catalogue',
  component: lazyRouteComponent(() => import('./catalogue/CataloguePage'), 'CataloguePage'),
});

const STEPS: readonly unknown[] = ['site', 'configure', 'review'] satisfies WizardStep[];

const deploy = createRoute({
  getParentRoute: () => root,
  path: '/catalogue/$service/deploy',
  validateSearch: (search: Record<string, unknown>): { step?: WizardStep } =>
    STEPS.includes(search['step']) ? { step: search['step'] as WizardStep } : {},
  component: lazyRouteComponent(() => import('./catalogue/deploy/DeployPage'), 'DeployPage'),
});

const deployments = createRoute({
  getParentRoute: () => root,
  path: '/deployments',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./deployments/MyDeploymentsPage'), 'MyDeploymentsPage'),
});

const TABS = ['overview', 'log', 'resources', 'attempts', 'template'] as const;
export type DetailTab = (typeof TABS)[number];

const deployment = createRoute({
  getParentRoute: () => root,
  path: '/deployments/$id',
  validateSearch: (search: Record<string, unknown>): { tab?: DetailTab } =>
    (TABS as readonly unknown[]).includes(search['tab']) ? { tab: search['tab'] as DetailTab } : {},
  component: lazyRouteComponent(() => import('./deployments/detail/DeploymentPage'), 'DeploymentPage'),
});

const sites = createRoute({
  getParentRoute: () => root,
  path: '/sites',
  component: lazyRouteComponent(() => import('./sites/SitesPage'), 'SitesPage'),
});

const allDeployments = createRoute({
  getParentRoute: () => root,
  path: '/admin/deployments',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./deployments/AllDeploymentsPage'), 'AllDeploymentsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home, catalogue, deploy, deployments, deployment, sites, allDeployments, ...registryRoutes, ...identityRoutes,
  ]),
  basepath: '/ui',
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: FailedPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
