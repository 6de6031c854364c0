// Accounts, memberships, requests and groups.
import {
  bad, below, brief, clientView, created, decide, empty, find, full, fullName, groupRef, groupView, join,
  membersOf, page, patchPerson, Refused, requestView, requireManager, searchable,
} from './identityViews.mjs';

export const PEOPLE = [
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
  ['GET', '/iam/group/:id/capabilities', ({ world, require }, id) => {
    require('iam:admin.read');
    return { scopes: world.capabilities.get(find(world.groups, id, 'group').id) ?? [] };
  }],
  ['PUT', '/iam/group/:id/capabilities', ({ world, require, body }, id) => {
    require('iam:admin.write');
    if (body.scopes.some((scope) => !/^(storage\.\w+:\/|compute\.)/.test(scope))) {
      throw bad('A capability set holds scopes of storage with a path and of computing, such as storage.read:/data and compute.create');
    }
    world.capabilities.set(id, body.scopes.toSorted());
    return { scopes: world.capabilities.get(id) };
  }],
  ['DELETE', '/iam/group/:id/capabilities', ({ world, require }, id) => {
    require('iam:admin.write');
    world.capabilities.delete(id);
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
];
