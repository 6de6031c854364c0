// Clients, scopes, policies, the use policy, keys, the audit log, certificates and one's own sign-in.
import {
  bad, clientFor, clientView, CODES, created, empty, factorsOf, find, fullName, join, missing, newClient, page,
  PICTURE, Refused,
} from './identityViews.mjs';

export const RULES = [
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
  ['PUT', '/iam/api/clients/:id', (context, id) => {
    const client = clientFor(context, id);
    if (id === 'dashboard') {
      throw new Refused(409, 'The client dashboard follows the configuration');
    }
    return clientView(Object.assign(client, context.body));
  }],
  ...['GET', 'PUT'].map((verb) => [verb, '/v1/clients/:id/token-settings', ({ world, require, body }, id) => {
    require(verb === 'GET' ? 'iam:admin.read' : 'iam:admin.write');
    if (!world.clients.some((client) => client.client_id === id && client.active)) {
      throw missing(`There is no active client ${id}.`);
    }
    if (verb === 'PUT') {
      world.tokenSettings.set(id, body);
    }
    return world.tokenSettings.get(id) ?? { signingAlgorithm: null, profile: null };
  }]),
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
  ['PUT', '/iam/authenticator-app/add-secret', ({ world, self, proof }) => {
    if (world.passkeyOwners.has(self.id) && proof.acr === undefined) {
      throw new Refused(403, 'The account has a second factor: sign in again with it and use that token');
    }
    return { secret: 'JBSWY3DPEHPK3PXP', dataUri: PICTURE };
  }],
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
  ['GET', '/v1/accounts/:id/clients', ({ world, require }, id) => {
    require('iam:admin.read');
    return world.approved.filter(({ userId }) => userId === id).map(({ clientId, clientName, allowedScopes, creationDate }) => ({
      clientId, clientName, ofTheProduct: false, consentedScopes: allowedScopes, consentedAt: creationDate,
      grants: 2, grantedScopes: allowedScopes, since: creationDate, until: creationDate,
    }));
  }],
  ['DELETE', '/v1/accounts/:id/clients/:client', ({ world, require }, id, client) => {
    require('iam:admin.write');
    world.approved = world.approved.filter(({ userId, clientId }) => userId !== id || clientId !== client);
  }],
  ['GET', '/iam/api/approved', ({ world, self }) => world.approved.filter(({ userId }) => userId === self.id)],
  ['DELETE', '/iam/api/approved/:id', ({ world }, id) => {
    world.approved.splice(world.approved.indexOf(find(world.approved, id, 'consent')), 1);
  }],
  ['DELETE', '/iam/account-linking/OIDC', ({ self, query }) => {
    self.oidcIds = self.oidcIds.filter(({ issuer, subject }) => issuer !== query.get('iss') || subject !== query.get('sub'));
  }],
];
