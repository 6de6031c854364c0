// What the routes of the in-memory identity service share: views, pages and checks.

export const USER = 'urn:indigo-dc:scim:schemas:IndigoUser';
export const GROUP = 'urn:indigo-dc:scim:schemas:IndigoGroup';
/** A picture of one white pixel. */
export const PICTURE = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsVj2nwAAAABJRU5ErkJggg==';
export const CODES = ['h7kq-2mzp', 'c4xt-9wvn', 'f2jd-6rbs', 'p8gy-3lqk'];

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const bad = (message) => new Refused(400, message);
export const missing = (message) => new Refused(404, message);

export const created = (body) => ({ status: 201, body });
export const empty = (status) => ({ status });

export function page(query, items, view, maximum = 100, usual = 10) {
  const startIndex = Math.max(1, Number(query.get('startIndex') ?? 1));
  const count = Math.min(maximum, Number(query.get('count') ?? usual));
  const part = items.slice(startIndex - 1, startIndex - 1 + count);
  return { totalResults: items.length, itemsPerPage: part.length, startIndex, Resources: part.map(view) };
}

export const find = (items, id, what, key = 'id') => {
  const found = items.find((item) => item[key] === id);
  if (!found) {
    throw missing(`There is no ${what} '${id}'`);
  }
  return found;
};

export const groupRef = (world, id) => ({ value: id, display: world.groups.find((group) => group.id === id).name, $ref: `/scim/Groups/${id}` });
export const fullName = ({ givenName, familyName }) => `${givenName} ${familyName}`;

export function brief(person) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id: person.id, userName: person.username, displayName: person.username,
    meta: { resourceType: 'User', created: person.createdAt, lastModified: person.createdAt, location: `/scim/Users/${person.id}` },
    name: { givenName: person.givenName, familyName: person.familyName, formatted: fullName(person) }, active: person.active,
    emails: [{ type: 'work', value: person.email, primary: true }],
  };
}

export function full(world, person) {
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

export function groupView(world, group) {
  return {
    schemas: [GROUP], id: group.id, displayName: group.name,
    [GROUP]: { parentGroup: group.parent ? groupRef(world, group.parent) : null, description: group.description, labels: group.labels },
  };
}

export const membersOf = (world, id) => world.accounts.filter(({ groups }) => groups.includes(id));
export const below = (world, id) => [id, ...world.groups.filter(({ parent }) => parent === id).flatMap((group) => below(world, group.id))];
export const above = (world, id) => (id ? [id, ...above(world, world.groups.find((group) => group.id === id).parent)] : []);

export function requireManager({ self, has, require }, id, scope) {
  if (!has(scope) && !self.managed.includes(id)) {
    require(scope);
  }
}

export function searchable({ self, has, require }) {
  if (!has('iam:admin.read') && self.managed.length === 0) {
    require('iam:admin.read');
  }
}

export const requestView = (world, request) => {
  const person = world.accounts.find(({ id }) => id === request.userUuid);
  const { notes, motivation, ...rest } = request;
  return {
    ...rest, userFullName: fullName(person), username: person.username, groupName: groupRef(world, request.groupUuid).display,
    ...(notes ? { notes } : {}), ...(motivation ? { motivation } : {}),
  };
};

export function decide(context, id, status, motivation = '') {
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

export function join(world, account, group) {
  const person = find(world.accounts, account, 'account');
  person.groups = [...new Set([...person.groups, ...above(world, group)])];
}

export function patchPerson(person, body) {
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

export const clientView = ({ owners: _, secret: __, ...client }) => client;

export function clientFor({ world, self, has, require }, id, scope = 'iam:admin.write') {
  const client = world.clients.find(({ client_id }) => client_id === id);
  if (!has(scope) && !client?.owners?.includes(self.id)) {
    require(scope);
  }
  return client ?? find([], id, 'client');
}

export function newClient(world, body, owner) {
  const client = {
    ...body, client_id: `client-${world.clients.length}`, created_at: Date.now(), active: true,
    dynamically_registered: owner !== undefined, ...(owner ? { owners: [owner] } : {}),
  };
  world.clients.push(client);
  return created({ ...clientView(client), ...(client.token_endpoint_auth_method === 'none' ? {} : { client_secret: 'first-secret-of-the-client' }) });
}

export function factorsOf(world, id) {
  const on = world.factors.get(id) ?? false;
  return { authenticatorAppActive: on, recoveryCodesLeft: on ? CODES.length : 0, passkeys: [], mandatory: false };
}
