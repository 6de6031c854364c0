// The identity service's interfaces for people, groups, clients and rules, in memory. Who may do what is
// decided as the real controllers decide it: by the token's scopes, by managing a group, by being the person.
import { identityWorld } from './identityData.mjs';

export { identityWorld };

const USER = 'urn:indigo-dc:scim:schemas:IndigoUser';
const GROUP = 'urn:indigo-dc:scim:schemas:IndigoGroup';
/** A picture of one white pixel. */
const PICTURE = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsVj2nwAAAABJRU5ErkJggg==';
const CODES = ['h7kq-2mzp', 'c4xt-9wvn', 'f2jd-6rbs', 'p8gy-3lqk'];

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const bad = (message) => new Refused(400, message);
const missing = (message) => new Refused(404, message);

/** Answers a request below /identity of somebody with a token; undefined for paths that are not served here. */
export function identityApi(world, { method, path, query, body, who, scopes }) {
  for (const [verb, pattern, handler] of ROUTES) {
    const match = verb === method ? new RegExp(`^${pattern.replaceAll(/:\w+/g, '([^/]+)')}$`).exec(path) : null;
    if (match) {
      const has = (...wanted) => wanted.some((scope) => scopes.includes(scope));
      const require = (...wanted) => {
        if (!has(...wanted)) {
          throw new Refused(403, `The token lacks the scope ${wanted.join(' or ')}`);
        }
      };
      const self = world.accounts.find(({ id }) => id === who);
      try {
        const answer = handler({ world, self, has, require, query, body }, ...match.slice(1).map(decodeURIComponent));
        if (method !== 'GET') {
          world.done.push({ method, path, query: Object.fromEntries(query), body });
        }
        if (answer === undefined) {
          return { status: 204 };
        }
        // Requests have a status of their own, which is a word.
        return typeof answer.status === 'number' ? answer : { status: 200, body: answer };
      } catch (error) {
        if (!(error instanceof Refused)) {
          throw error;
        }
        return { status: error.status, body: path.startsWith('/scim') ? { status: String(error.status), detail: error.message } : { error: error.message } };
      }
    }
  }
  return undefined;
}

const created = (body) => ({ status: 201, body });
const empty = (status) => ({ status });

function page(query, items, view, maximum = 100, usual = 10) {
  const startIndex = Math.max(1, Number(query.get('startIndex') ?? 1));
  const count = Math.min(maximum, Number(query.get('count') ?? usual));
  const part = items.slice(startIndex - 1, startIndex - 1 + count);
  return { totalResults: items.length, itemsPerPage: part.length, startIndex, Resources: part.map(view) };
}

const find = (items, id, what, key = 'id') => {
  const found = items.find((item) => item[key] === id);
  if (!found) {
    throw missing(`There is no ${what} '${id}'`);
  }
  return found;
};

const groupRef = (world, id) => ({ value: id, display: world.groups.find((group) => group.id === id).name, $ref: `/scim/Groups/${id}` });
const fullName = ({ givenName, familyName }) => `${givenName} ${familyName}`;

function brief(person) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id: person.id, userName: person.username, displayName: person.username,
    meta: { resourceType: 'User', created: person.createdAt, lastModified: person.createdAt, location: `/scim/Users/${person.id}` },
    name: { givenName: person.givenName, familyName: person.familyName, formatted: fullName(person) }, active: person.active,
    emails: [{ type: 'work', value: person.email, primary: true }],
  };
}

function full(world, person) {
  const list = (name) => (person[name].length > 0 ? { [name]: person[name] } : {});
  const authorities = ['ROLE_USER', ...(person.groups.includes('g-admins') ? ['ROLE_ADMIN'] : []), ...person.managed.map((id) => `ROLE_GM:${id}`)];
  return {
    ...brief(person), groups: person.groups.map((id) => groupRef(world, id)),
    [USER]: {
      serviceAccount: person.service, authorities, ...(person.endTime ? { endTime: person.endTime } : {}), ...list('oidcIds'), ...list('certificates'),
      ...list('sshKeys'), ...list('labels'), ...list('attributes'),
      ...(person.managed.length > 0 ? { managedGroups: person.managed.map((id) => groupRef(world, id)) } : {}),
    },
  };
}

function groupView(world, group) {
  return {
    schemas: [GROUP], id: group.id, displayName: group.name,
    [GROUP]: { parentGroup: group.parent ? groupRef(world, group.parent) : null, description: group.description, labels: group.labels },
  };
}

const membersOf = (world, id) => world.accounts.filter(({ groups }) => groups.includes(id));
const below = (world, id) => [id, ...world.groups.filter(({ parent }) => parent === id).flatMap((group) => below(world, group.id))];
const above = (world, id) => (id ? [id, ...above(world, world.groups.find((group) => group.id === id).parent)] : []);

function requireManager({ self, has, require }, id, scope) {
  if (!has(scope) && !self.managed.includes(id)) {
    require(scope);
  }
}

function searchable({ self, has, require }) {
  if (!has('iam:admin.read') && self.managed.length === 0) {
    require('iam:admin.read');
  }
}

const requestView = (world, request) => {
  const person = world.accounts.find(({ id }) => id === request.userUuid);
  const { notes, motivation, ...rest } = request;
  return {
    ...rest, userFullName: fullName(person), username: person.username, groupName: groupRef(world, request.groupUuid).display,
    ...(notes ? { notes } : {}), ...(motivation ? { motivation } : {}),
  };
};

function decide(context, id, status, motivation = '') {
  const request = find(context.world.requests, id, 'request', 'uuid');
  requireManager(context, request.groupUuid, 'iam:admin.write');
  if (request.status !== 'PENDING') {
    throw bad('The request is decided already');
  }
  Object.assign(request, { status, motivation });
  if (status === 'APPROVED') {
    join(context.world, request.userUuid, request.groupUuid);
  }
  return requestView(context.world, request);
}

function join(world, account, group) {
  const person = find(world.accounts, account, 'account');
  person.groups = [...new Set([...person.groups, ...above(world, group)])];
}

function patchPerson(person, body) {
  for (const { op, value } of body.operations) {
    const { name = {}, emails, active, [USER]: extension = {} } = value;
    if (op === 'remove') {
      for (const [list, entries] of Object.entries(extension)) {
        person[list] = person[list].filter((known) => !entries.some((entry) => Object.entries(entry).every(([key, text]) => known[key] === text)));
      }
      continue;
    }
    Object.assign(person, name, active === undefined ? {} : { active }, emails ? { email: emails[0].value } : {});
    if (extension.serviceAccount !== undefined) {
      person.service = extension.serviceAccount;
    }
  }
}

const clientView = ({ owners: _, secret: __, ...client }) => client;

function clientFor({ world, self, has, require }, id, scope = 'iam:admin.write') {
  const client = world.clients.find(({ client_id }) => client_id === id);
  if (!has(scope) && !client?.owners?.includes(self.id)) {
    require(scope);
  }
  return client ?? find([], id, 'client');
}

function newClient(world, body, owner) {
  const client = {
    ...body, client_id: `client-${world.clients.length}`, created_at: Date.now(), active: true,
    dynamically_registered: owner !== undefined, ...(owner ? { owners: [owner] } : {}),
  };
  world.clients.push(client);
  return created({ ...clientView(client), ...(client.token_endpoint_auth_method === 'none' ? {} : { client_secret: 'first-secret-of-the-client' }) });
}

const ROUTES = [
  ['GET', '/scim/Me', ({ world, self }) => full(world, self)],
  ['PATCH', '/scim/Me', ({ self, body }) => {
    if (body.operations.some(({ value }) => Object.keys(value).some((name) => !['name', 'emails'].includes(name)))) {
      throw bad('The attribute is not supported');
    }
    patchPerson(self, body);
  }],
  ['GET', '/scim/Users/:id', (context, id) => {
    const { world, self, has, require } = context;
    if (!has('scim:read') && self.managed.length === 0) {
      require('scim:read');
    }
    const person = find(world.accounts, id, 'account');
    return has('scim:read') ? full(world, person) : brief(person);
  }],
  ['POST', '/scim/Users', ({ world, require, body }) => {
    require('scim:write');
    if (world.accounts.some(({ username }) => username === body.userName)) {
      throw new Refused(409, `The user name ${body.userName} is taken`);
    }
    const person = {
      ...structuredClone(world.accounts.find(({ id }) => id === 'n4')), id: `new-${world.accounts.length}`, username: body.userName,
      ...body.name, email: body.emails[0].value, createdAt: new Date().toISOString(),
    };
    world.accounts.push(person);
    return created(full(world, person));
  }],
  ['PATCH', '/scim/Users/:id', ({ world, require, body }, id) => {
    require('scim:write');
    patchPerson(find(world.accounts, id, 'account'), body);
  }],
  ['DELETE', '/scim/Users/:id', ({ world, require }, id) => {
    require('scim:write');
    world.accounts.splice(world.accounts.indexOf(find(world.accounts, id, 'account')), 1);
  }],
  ['GET', '/iam/account/search', (context) => {
    searchable(context);
    const { world, has, query } = context;
    const filter = (query.get('filter') ?? '').toLowerCase();
    const key = { email: 'email', creation: 'createdAt' }[query.get('sortBy')];
    const keyOf = (person) => (key ? person[key] : fullName(person)).toLowerCase();
    const found = world.accounts
      .filter((person) => [person.email, person.username, person.id, fullName(person)].some((text) => text.toLowerCase().includes(filter)))
      .sort((one, other) => keyOf(one).localeCompare(keyOf(other)) * (query.get('sortDirection') === 'desc' ? -1 : 1));
    return page(query, found, (person) => (has('iam:admin.read') ? full(world, person) : brief(person)));
  }],
  ['PUT', '/iam/account/:id/endTime', ({ world, require, body }, id) => {
    require('iam:admin.write');
    const person = find(world.accounts, id, 'account');
    person.endTime = body.endTime ? `${body.endTime}T00:00:00Z` : undefined;
    return empty(200);
  }],
  ['POST', '/iam/account/:id/authorities', ({ world, require }, id) => {
    require('iam:admin.write');
    join(world, id, 'g-admins');
    return empty(200);
  }],
  ['DELETE', '/iam/account/:id/authorities', ({ world, require }, id) => {
    require('iam:admin.write');
    const person = find(world.accounts, id, 'account');
    person.groups = person.groups.filter((group) => group !== 'g-admins');
  }],
  ['GET', '/iam/account/me/groups', ({ world, self }) =>
    self.groups.map((id) => ({ id, name: groupRef(world, id).display, joiningTime: self.createdAt }))],
  ['POST', '/iam/account/:id/groups/:group', (context, id, group) => {
    requireManager(context, group, 'iam:admin.write');
    if (find(context.world.accounts, id, 'account').groups.includes(group)) {
      throw bad(`The user is a member of the group ${groupRef(context.world, group).display}`);
    }
    join(context.world, id, group);
    return empty(201);
  }],
  ['DELETE', '/iam/account/:id/groups/:group', (context, id, group) => {
    requireManager(context, group, 'iam:admin.write');
    const person = find(context.world.accounts, id, 'account');
    person.groups = person.groups.filter((known) => !below(context.world, group).includes(known));
  }],
  ['GET', '/iam/account/:id/managed-groups', ({ world, self, require }, id) => {
    if (self.id !== id) {
      require('iam:admin.read');
    }
    const person = find(world.accounts, id, 'account');
    const refs = (groups) => groups.map((group) => ({ id: group, name: groupRef(world, group).display }));
    return { id, username: person.username, managedGroups: refs(person.managed), unmanagedGroups: refs(world.groups.map((group) => group.id).filter((group) => !person.managed.includes(group))) };
  }],
  ['POST', '/iam/account/:id/managed-groups/:group', ({ world, require }, id, group) => {
    require('iam:admin.write');
    find(world.accounts, id, 'account').managed.push(group);
    return empty(201);
  }],
  ['DELETE', '/iam/account/:id/managed-groups/:group', ({ world, require }, id, group) => {
    require('iam:admin.write');
    const person = find(world.accounts, id, 'account');
    person.managed = person.managed.filter((known) => known !== group);
  }],
  ...['labels', 'attributes'].flatMap((list) => [
    ['GET', `/iam/(account|group)/:id/${list}`, ({ world }, kind, id) => find(kind === 'account' ? world.accounts : world.groups, id, kind)[list] ?? []],
    ['PUT', `/iam/(account|group)/:id/${list}`, ({ world, require, body }, kind, id) => {
      require('iam:admin.write');
      if (!/^[a-zA-Z][a-zA-Z0-9\-_.]*$/.test(body.name)) {
        throw bad(`Invalid ${list.slice(0, -1)}: name must be letters, digits, - _ .`);
      }
      const bearer = find(kind === 'account' ? world.accounts : world.groups, id, kind);
      bearer[list] = [...(bearer[list] ?? []).filter(({ name, prefix = '' }) => name !== body.name || prefix !== (body.prefix ?? '')), body];
      return empty(200);
    }],
    ['DELETE', `/iam/(account|group)/:id/${list}`, ({ world, require, query }, kind, id) => {
      require('iam:admin.write');
      const bearer = find(kind === 'account' ? world.accounts : world.groups, id, kind);
      bearer[list] = bearer[list].filter(({ name, prefix = '' }) => name !== query.get('name') || prefix !== (query.get('prefix') ?? ''));
    }],
  ]),
  ['GET', '/iam/account/me/clients', ({ world, self, query }) => page(query, world.clients.filter(({ owners }) => owners?.includes(self.id)), clientView)],
  ['GET', '/iam/account/:id/clients', ({ world, self, require, query }, id) => {
    if (self.id !== id) {
      require('iam:admin.read');
    }
    return page(query, world.clients.filter(({ owners }) => owners?.includes(id)), clientView);
  }],

  ['GET', '/registration/list/pending', ({ world, require }) => {
    require('registration:read', 'iam:admin.read');
    return world.registrations.filter(({ status }) => status === 'NEW' || status === 'CONFIRMED');
  }],
  ['GET', '/registration/list', ({ world, require, query }) => {
    require('registration:read', 'iam:admin.read');
    return world.registrations.filter(({ status }) => !query.get('status') || status === query.get('status'));
  }],
  ['POST', '/registration/(approve|reject)/:id', ({ world, require }, what, id) => {
    require('registration:write', 'iam:admin.write');
    return Object.assign(find(world.registrations, id, 'request', 'uuid'), { status: what === 'approve' ? 'APPROVED' : 'REJECTED' });
  }],

  ['GET', '/iam/group_requests', ({ world, self, has, query }) => {
    const visible = world.requests.filter(({ userUuid, groupUuid }) => has('iam:admin.read') || userUuid === self.id || self.managed.includes(groupUuid));
    const wanted = visible.map((request) => requestView(world, request)).filter(
      ({ status, groupName }) => (!query.get('status') || status === query.get('status')) && (!query.get('groupName') || groupName === query.get('groupName')),
    );
    return page(query, wanted, (request) => request);
  }],
  ['POST', '/iam/group_requests', ({ world, self, body }) => {
    const group = world.groups.find(({ name }) => name === body.groupName);
    if (!group) {
      throw bad('There is no group of this name');
    }
    const request = { uuid: `q${world.requests.length + 1}`, userUuid: self.id, groupUuid: group.id, status: 'PENDING', notes: body.notes, motivation: '', creationTime: Date.now(), lastUpdateTime: Date.now() };
    world.requests.push(request);
    return requestView(world, request);
  }],
  ['DELETE', '/iam/group_requests/:id', ({ world, self, has, require }, id) => {
    const request = find(world.requests, id, 'request', 'uuid');
    if (!has('iam:admin.write') && request.userUuid !== self.id) {
      require('iam:admin.write');
    }
    world.requests.splice(world.requests.indexOf(request), 1);
  }],
  ['POST', '/iam/group_requests/:id/approve', (context, id) => decide(context, id, 'APPROVED')],
  ['POST', '/iam/group_requests/:id/reject', (context, id) => {
    if (!context.body.motivation) {
      throw bad('Reject motivation cannot be empty');
    }
    return decide(context, id, 'REJECTED', context.body.motivation);
  }],

  ['GET', '/iam/group/search', ({ world, query }) => {
    const filter = (query.get('filter') ?? '').toLowerCase();
    return page(query, world.groups.filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(filter)), (group) => groupView(world, group));
  }],
  ['POST', '/iam/group', ({ world, require, body }) => {
    require('iam:admin.write');
    if (!/^[a-zA-Z][a-zA-Z0-9\-_.]*$/.test(body.name)) {
      throw bad('The group name must begin with a letter and hold letters, digits and - _ . only');
    }
    const parent = body.parent?.uuid;
    const group = { id: `g-${world.groups.length}`, name: parent ? `${groupRef(world, parent).display}/${body.name}` : body.name, description: body.description ?? '', parent, labels: [] };
    world.groups.push(group);
    return created({ id: group.id, name: group.name, description: group.description, parent: null });
  }],
  ['PUT', '/iam/group/:id', (context, id) => {
    requireManager(context, id, 'iam:admin.write');
    return Object.assign(find(context.world.groups, id, 'group'), { description: context.body.description });
  }],
  ['GET', '/iam/group/:id/group-managers', (context, id) => {
    requireManager(context, id, 'iam:admin.read');
    return context.world.accounts.filter(({ managed }) => managed.includes(id)).map(brief);
  }],
  ['GET', '/scim/Groups/:id', (context, id) => {
    requireManager(context, id, 'scim:read');
    return groupView(context.world, find(context.world.groups, id, 'group'));
  }],
  ['GET', '/scim/Groups/:id/members', (context, id) => {
    requireManager(context, id, 'scim:read');
    return page(context.query, membersOf(context.world, id), (person) => ({ value: person.id, display: fullName(person), $ref: '' }), 100, 100);
  }],
  ['GET', '/scim/Groups/:id/subgroups', (context, id) => {
    requireManager(context, id, 'scim:read');
    return page(context.query, context.world.groups.filter(({ parent }) => parent === id), (group) => groupView(context.world, group), 100, 100);
  }],
  ['DELETE', '/scim/Groups/:id', ({ world, require }, id) => {
    require('scim:write');
    if (membersOf(world, id).length > 0 || below(world, id).length > 1) {
      throw bad('Group is not empty');
    }
    world.groups.splice(world.groups.indexOf(find(world.groups, id, 'group')), 1);
  }],

  ['GET', '/iam/api/search/clients', ({ world, require, query }) => {
    require('iam:admin.read');
    const text = (query.get('search') ?? '').toLowerCase();
    const field = { contacts: 'contacts', scope: 'scope', grantType: 'grant_types', redirectUri: 'redirect_uris' }[query.get('searchType')] ?? 'client_name';
    return page(query, world.clients.filter((client) => String(client[field] ?? '').toLowerCase().includes(text) && (query.get('drOnly') !== 'true' || client.dynamically_registered)), clientView);
  }],
  ['POST', '/iam/api/clients', ({ world, require, body }) => {
    require('iam:admin.write');
    return newClient(world, body);
  }],
  ['POST', '/iam/api/client-registration', ({ world, self, body }) => newClient(world, body, self.id)],
  ['GET', '/iam/api/clients/:id', (context, id) => clientView(clientFor(context, id, 'iam:admin.read'))],
  ['PUT', '/iam/api/clients/:id', (context, id) => clientView(Object.assign(clientFor(context, id), context.body))],
  ['DELETE', '/iam/api/clients/:id', (context, id) => {
    const client = clientFor(context, id);
    context.world.clients.splice(context.world.clients.indexOf(client), 1);
  }],
  ['PATCH', '/iam/api/clients/:id/(enable|disable)', ({ world, require }, id, what) => {
    require('iam:admin.write');
    find(world.clients, id, 'client', 'client_id').active = what === 'enable';
    return empty(200);
  }],
  ['POST', '/iam/api/clients/:id/secret', (context, id) => created({ ...clientView(clientFor(context, id)), client_secret: 'brand-new-secret-4711' })],
  ['POST', '/iam/api/clients/:id/rat', (context, id) => created({ ...clientView(clientFor(context, id)), registration_access_token: 'registration-token-0815' })],
  ['GET', '/iam/api/clients/:id/owners', (context, id) => {
    const { owners = [] } = clientFor(context, id, 'iam:admin.read');
    return page(context.query, context.world.accounts.filter((person) => owners.includes(person.id)), (person) => ({ id: person.id, userName: person.username, displayName: fullName(person), active: person.active }));
  }],
  ['POST', '/iam/api/clients/:id/owners/:account', ({ world, require }, id, account) => {
    require('iam:admin.write');
    const client = find(world.clients, id, 'client', 'client_id');
    client.owners = [...(client.owners ?? []), account];
    return empty(201);
  }],
  ['DELETE', '/iam/api/clients/:id/owners/:account', ({ world, require }, id, account) => {
    require('iam:admin.write');
    const client = find(world.clients, id, 'client', 'client_id');
    client.owners = client.owners.filter((owner) => owner !== account);
  }],

  ['GET', '/api/scopes', ({ world }) => world.scopes],
  ['POST', '/api/scopes', ({ world, require, body }) => {
    require('iam:admin.write');
    const scope = { ...body, id: world.scopes.length + 1 };
    world.scopes.push(scope);
    return created(scope);
  }],
  ['PUT', '/api/scopes/:id', ({ world, require, body }, id) => {
    require('iam:admin.write');
    return Object.assign(find(world.scopes, Number(id), 'scope'), body);
  }],
  ['DELETE', '/api/scopes/:id', ({ world, require }, id) => {
    require('iam:admin.write');
    const scope = find(world.scopes, Number(id), 'scope');
    if (scope.value.startsWith('iam:')) {
      throw new Refused(409, `Scope ${scope.value} opens the administrators' interfaces; it stays as it is and restricted`);
    }
    world.scopes.splice(world.scopes.indexOf(scope), 1);
  }],
  ['GET', '/iam/scope_policies/explain', ({ world, require, query }) => {
    require('iam:admin.read');
    const person = find(world.accounts, query.get('account'), 'account');
    return {
      account: person.id, username: person.username, groups: [], client: query.get('client'),
      scopes: query.get('scope').split(' ').map((scope) => scope.startsWith('storage.')
        ? { scope, permitted: false, level: 'EVERYBODY', policy: null, reason: 'The client is not registered for the scope' }
        : { scope, permitted: true, level: 'EVERYBODY', policy: 1, reason: 'Permits what no other policy decides' }),
    };
  }],
  ...[['/iam/scope_policies', 'policies'], ['/iam/api/exchange/policies', 'exchanges']].flatMap(([at, list]) => [
    ['GET', at, ({ world, require }) => {
      require('iam:admin.read');
      return world[list];
    }],
    ['POST', at, ({ world, require, body }) => {
      require('iam:admin.write');
      world[list].push({ ...body, id: world[list].length + 1 });
      return created(world[list].at(-1));
    }],
    ['PUT', `${at}/:id`, ({ world, require, body }, id) => {
      require('iam:admin.write');
      Object.assign(find(world[list], Number(id), 'policy'), body);
    }],
    ['DELETE', `${at}/:id`, ({ world, require }, id) => {
      require('iam:admin.write');
      world[list].splice(world[list].indexOf(find(world[list], Number(id), 'policy')), 1);
    }],
  ]),

  ['GET', '/iam/aup', ({ world }) => world.aup ?? find([], 'AUP', 'policy')],
  ['POST', '/iam/aup', ({ world, require, body }) => {
    require('iam:admin.write');
    world.aup = { id: 'u2', ...body, creationTime: new Date().toISOString(), lastUpdateTime: new Date().toISOString() };
    return created(world.aup);
  }],
  ['PATCH', '/iam/aup', ({ world, require, body }) => {
    require('iam:admin.write');
    if (body.url.includes('?')) {
      throw bad('Invalid AUP: url must not have a query string');
    }
    return Object.assign(world.aup, body);
  }],
  ['POST', '/iam/aup/touch', ({ world, require }) => {
    require('iam:admin.write');
    world.signatures.clear();
    return Object.assign(world.aup, { lastUpdateTime: new Date().toISOString() });
  }],
  ['DELETE', '/iam/aup', ({ world, require }) => {
    require('iam:admin.write');
    world.aup = undefined;
  }],
  ['GET', '/iam/aup/signature/:id', ({ world, self, require }, id) => {
    if (self.id !== id) {
      require('iam:admin.read');
    }
    if (!world.signatures.has(id)) {
      throw missing('The user has not signed the AUP');
    }
    return { aup: world.aup, account: { uuid: id }, signatureTime: world.signatures.get(id) };
  }],
  ['PATCH', '/iam/aup/signature/:id', ({ world, require }, id) => {
    require('iam:admin.write');
    world.signatures.set(id, new Date().toISOString());
    return created({});
  }],
  ['DELETE', '/iam/aup/signature/:id', ({ world, require }, id) => {
    require('iam:admin.write');
    world.signatures.delete(id);
  }],

  ['GET', '/v1/keys', ({ world, require }) => {
    require('iam:admin.read');
    return world.keys;
  }],
  ['POST', '/v1/keys/rotate', ({ world, require }) => {
    require('iam:admin.write');
    world.keys.unshift({ kid: `rs-new-${world.keys.length}`, algorithm: 'RS256', state: 'published', createdAt: new Date().toISOString(), activatedAt: null, retiredAt: null });
    return world.keys;
  }],
  ['GET', '/iam/audit', ({ world, require, query }) => {
    require('iam:admin.read');
    const equal = (name, value) => !query.get(name) || query.get(name) === value;
    return page(query, world.audit.filter((entry) =>
      equal('category', entry.category) && equal('outcome', entry.outcome) && equal('type', entry['@type']) && equal('principal', entry.principal) &&
      equal('client', entry.client?.clientId) && (!query.get('q') || JSON.stringify(entry).toLowerCase().includes(query.get('q').toLowerCase())) &&
      (!query.get('from') || entry.time >= query.get('from')) && (!query.get('to') || entry.time < query.get('to'))), (entry) => entry, 100, 20);
  }],

  ['GET', '/iam/audit/export', ({ world, require, query }) => {
    require('iam:admin.read');
    return { status: 200, text: world.audit.filter(({ outcome }) => !query.get('outcome') || outcome === query.get('outcome')).map((entry) => `${JSON.stringify(entry)}\n`).join('') };
  }],

  ['GET', '/iam/cert_link_requests', ({ world, self, has, query }) => {
    const visible = world.certificateRequests.filter(({ userUuid, status }) =>
      (has('iam:admin.read') || userUuid === self.id) && (!query.get('status') || status === query.get('status')));
    return page(query, visible, (request) => {
      const person = world.accounts.find(({ id }) => id === request.userUuid);
      return { ...request, userFullName: fullName(person), username: person.username };
    });
  }],
  ['POST', '/iam/cert_link_requests', ({ world, self, body }) => {
    world.certificateRequests.push({ uuid: `k${world.certificateRequests.length + 1}`, userUuid: self.id, status: 'PENDING', label: body.label, subjectDn: 'CN=New,C=IT', issuerDn: 'CN=Example CA,C=IT', notes: body.notes, creationTime: Date.now(), lastUpdateTime: Date.now() });
    return world.certificateRequests.at(-1);
  }],
  ['POST', '/iam/cert_link_requests/:id/(approve|reject)', ({ world, require, body }, id, what) => {
    require('iam:admin.write');
    if (what === 'reject' && !body.motivation) {
      throw bad('Reject motivation cannot be empty');
    }
    return Object.assign(find(world.certificateRequests, id, 'request', 'uuid'), { status: what === 'approve' ? 'APPROVED' : 'REJECTED' });
  }],

  ['POST', '/iam/password-update', ({ world, self, body }) => {
    if (world.passwords.get(self.id) !== body.currentPassword) {
      throw bad('The current password is wrong');
    }
    world.passwords.set(self.id, body.updatedPassword);
    // Every sign-in ends.
    world.tokens.clear();
    return empty(200);
  }],
  ['GET', '/iam/multi-factor-settings', ({ world, self }) => factorsOf(world, self.id)],
  ['GET', '/iam/multi-factor-settings/:id', ({ world, self, require }, id) => {
    if (self.id !== id) {
      require('iam:admin.read');
    }
    return factorsOf(world, id);
  }],
  ['PUT', '/iam/authenticator-app/add-secret', () => ({ secret: 'JBSWY3DPEHPK3PXP', dataUri: PICTURE })],
  ['POST', '/iam/authenticator-app/(enable|disable|recovery-codes)', ({ world, self, body }, what) => {
    if (body.code !== '123456') {
      throw bad('Bad TOTP');
    }
    world.factors.set(self.id, what !== 'disable');
    return what === 'disable' ? empty(200) : { recoveryCodes: what === 'enable' ? CODES : CODES.map((code) => `new-${code}`) };
  }],
  ['DELETE', '/iam/authenticator-app/reset/:id', ({ world, require }, id) => {
    require('iam:admin.write');
    world.factors.delete(id);
    return empty(200);
  }],
  ['GET', '/iam/api/approved', ({ world, self }) => world.approved.filter(({ userId }) => userId === self.id)],
  ['DELETE', '/iam/api/approved/:id', ({ world }, id) => {
    world.approved.splice(world.approved.indexOf(find(world.approved, id, 'consent')), 1);
  }],
  ['DELETE', '/iam/account-linking/OIDC', ({ self, query }) => {
    self.oidcIds = self.oidcIds.filter(({ issuer, subject }) => issuer !== query.get('iss') || subject !== query.get('sub'));
  }],
];

function factorsOf(world, id) {
  const on = world.factors.get(id) ?? false;
  return { authenticatorAppActive: on, recoveryCodesLeft: on ? CODES.length : 0, passkeys: [], mandatory: false };
}
