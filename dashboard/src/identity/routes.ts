import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { root } from '../rootRoute';
import { listState } from './ui/listState';

/** Pages of the administration share a frame with their navigation; it asks for the scopes they need. */
const administration = createRoute({
  getParentRoute: () => root,
  id: 'administration',
  component: lazyRouteComponent(() => import('./Administration'), 'Administration'),
});

const people = createRoute({
  getParentRoute: () => administration, path: '/admin/people', validateSearch: listState,
  component: lazyRouteComponent(() => import('./people/PeoplePage'), 'PeoplePage'),
});
const person = createRoute({
  getParentRoute: () => administration, path: '/admin/people/$id',
  component: lazyRouteComponent(() => import('./people/PersonPage'), 'PersonPage'),
});
const registrations = createRoute({
  getParentRoute: () => administration, path: '/admin/registrations', validateSearch: listState,
  component: lazyRouteComponent(() => import('./requests/RegistrationsPage'), 'RegistrationsPage'),
});
const groupRequests = createRoute({
  getParentRoute: () => administration, path: '/admin/group-requests', validateSearch: listState,
  component: lazyRouteComponent(() => import('./requests/GroupRequestsPage'), 'GroupRequestsPage'),
});
const certificateRequests = createRoute({
  getParentRoute: () => administration, path: '/admin/certificate-requests', validateSearch: listState,
  component: lazyRouteComponent(() => import('./requests/CertificateRequestsPage'), 'CertificateRequestsPage'),
});
const groups = createRoute({
  getParentRoute: () => administration, path: '/admin/groups', validateSearch: listState,
  component: lazyRouteComponent(() => import('./groups/GroupsPage'), 'GroupsPage'),
});
const group = createRoute({
  getParentRoute: () => administration, path: '/admin/groups/$id',
  component: lazyRouteComponent(() => import('./groups/GroupPage'), 'GroupPage'),
});
const clients = createRoute({
  getParentRoute: () => administration, path: '/admin/clients', validateSearch: listState,
  component: lazyRouteComponent(() => import('./clients/ClientsPage'), 'ClientsPage'),
});
const client = createRoute({
  getParentRoute: () => administration, path: '/admin/clients/$id',
  component: lazyRouteComponent(() => import('./clients/ClientPage'), 'ClientPage'),
});
const scopes = createRoute({
  getParentRoute: () => administration, path: '/admin/scopes', validateSearch: listState,
  component: lazyRouteComponent(() => import('./rules/ScopesPage'), 'ScopesPage'),
});
const scopePolicies = createRoute({
  getParentRoute: () => administration, path: '/admin/scope-policies', validateSearch: listState,
  component: lazyRouteComponent(() => import('./rules/ScopePoliciesPage'), 'ScopePoliciesPage'),
});
const exchangePolicies = createRoute({
  getParentRoute: () => administration, path: '/admin/exchange-policies', validateSearch: listState,
  component: lazyRouteComponent(() => import('./rules/ExchangePoliciesPage'), 'ExchangePoliciesPage'),
});
const aup = createRoute({
  getParentRoute: () => administration, path: '/admin/aup',
  component: lazyRouteComponent(() => import('./rules/AupPage'), 'AupPage'),
});
const keys = createRoute({
  getParentRoute: () => administration, path: '/admin/keys', validateSearch: listState,
  component: lazyRouteComponent(() => import('./rules/KeysPage'), 'KeysPage'),
});
const audit = createRoute({
  getParentRoute: () => administration, path: '/admin/audit', validateSearch: listState,
  component: lazyRouteComponent(() => import('./audit/AuditPage'), 'AuditPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  id: 'own',
  component: lazyRouteComponent(() => import('./MyAccount'), 'MyAccount'),
});
const accountHome = createRoute({
  getParentRoute: () => root, path: '/account',
  beforeLoad: () => {
    throw redirect({ to: '/account/profile' });
  },
});
const profile = createRoute({
  getParentRoute: () => account, path: '/account/profile',
  component: lazyRouteComponent(() => import('./account/ProfilePage'), 'ProfilePage'),
});
const security = createRoute({
  getParentRoute: () => account, path: '/account/security',
  component: lazyRouteComponent(() => import('./account/SecurityPage'), 'SecurityPage'),
});
const identities = createRoute({
  getParentRoute: () => account, path: '/account/identities',
  component: lazyRouteComponent(() => import('./account/IdentitiesPage'), 'IdentitiesPage'),
});
const myGroups = createRoute({
  getParentRoute: () => account, path: '/account/groups',
  component: lazyRouteComponent(() => import('./account/MyGroupsPage'), 'MyGroupsPage'),
});
const managedGroup = createRoute({
  getParentRoute: () => account, path: '/account/groups/$id',
  component: lazyRouteComponent(() => import('./groups/GroupPage'), 'ManagedGroupPage'),
});
const managedRequests = createRoute({
  getParentRoute: () => account, path: '/account/group-requests', validateSearch: listState,
  component: lazyRouteComponent(() => import('./requests/GroupRequestsPage'), 'GroupRequestsPage'),
});
const myClients = createRoute({
  getParentRoute: () => account, path: '/account/clients', validateSearch: listState,
  component: lazyRouteComponent(() => import('./account/MyClientsPage'), 'MyClientsPage'),
});
const ownClient = createRoute({
  getParentRoute: () => account, path: '/account/clients/$id',
  component: lazyRouteComponent(() => import('./clients/ClientPage'), 'OwnClientPage'),
});
const allowedSites = createRoute({
  getParentRoute: () => account, path: '/account/sites', validateSearch: listState,
  component: lazyRouteComponent(() => import('./account/AllowedSitesPage'), 'AllowedSitesPage'),
});

/** The pages of identity: the administration, and everybody's own account. */
export const identityRoutes = [
  administration.addChildren([
    people, person, registrations, groupRequests, certificateRequests, groups, group, clients, client, scopes, scopePolicies,
    exchangePolicies, aup, keys, audit,
  ]),
  accountHome,
  account.addChildren([
    profile, security, identities, myGroups, managedGroup, managedRequests, myClients, ownClient, allowedSites,
  ]),
] as const;
