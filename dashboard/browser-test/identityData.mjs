// What the in-memory identity service knows. Shapes are those that the real controllers answer with.

const hoursAgo = (hours) => Date.now() - hours * 3_600_000;
const iso = (time) => new Date(time).toISOString();

const account = (id, username, givenName, familyName, more = {}) => ({
  id, username, givenName, familyName, email: `${username}@example.org`, active: true, createdAt: iso(hoursAgo(2_000)),
  groups: [], managed: [], service: false, labels: [], attributes: [], oidcIds: [], certificates: [], sshKeys: [], ...more,
});

export function identityWorld() {
  const groups = [
    { id: 'g-astro', name: 'astro', description: 'Surveys of the sky', parent: undefined, labels: [] },
    { id: 'g-survey', name: 'astro/survey', description: 'The southern survey', parent: 'g-astro', labels: [{ name: 'wlcg.optional-group' }] },
    { id: 'g-north', name: 'astro/survey/north', description: '', parent: 'g-survey', labels: [] },
    { id: 'g-bio', name: 'bio', description: 'Protein folding and sequences', parent: undefined, labels: [] },
    { id: 'g-admins', name: 'admins', description: 'Administrators of the federation', parent: undefined, labels: [] },
    { id: 'g-empty', name: 'empty', description: 'Nobody is here yet', parent: undefined, labels: [] },
  ];
  const accounts = [
    account('a1', 'alice', 'Alice', 'Astro', {
      groups: ['g-astro', 'g-bio'], managed: ['g-survey'], endTime: '2031-12-31T00:00:00Z',
      labels: [{ prefix: 'hr.example.org', name: 'department', value: 'physics' }], attributes: [{ name: 'nickname', value: 'ally' }],
      oidcIds: [{ issuer: 'https://idp.example.edu/realms/university', subject: '0f5b2c9e' }],
      certificates: [{ display: 'grid', subjectDn: 'CN=Alice Astro,O=Example,C=IT', issuerDn: 'CN=Example CA,C=IT' }],
      sshKeys: [{ display: 'laptop', fingerprint: 'SHA256:Zk3cH8Yw4c1vQ0oWb9Tn7m2l5s6d8f', value: 'ssh-ed25519 AAAA' }],
    }),
    account('b2', 'bruno', 'Bruno', 'Bio', { groups: ['g-bio'] }),
    account('c3', 'carla', 'Carla', 'Conti', { groups: ['g-admins', 'g-astro', 'g-bio'] }),
    account('n4', 'nadia', 'Nadia', 'Nuova'),
    account('s5', 'harvester', 'Data', 'Harvester', { service: true, groups: ['g-bio'] }),
    account('x6', 'xeno', 'Xeno', 'Gone', { active: false }),
    ...Array.from({ length: 22 }, (_, n) => account(`p${n}`, `person${n}`, `Given${n}`, `Family ${String(n).padStart(2, '0')}`, { groups: ['g-astro'] })),
  ];
  const registration = (uuid, givenname, familyname, status, notes) => ({
    uuid, creationTime: hoursAgo(20), status, lastUpdateTime: hoursAgo(19), username: givenname.toLowerCase(), givenname, familyname,
    email: `${givenname.toLowerCase()}@uni.example`, notes, labels: [],
  });
  const client = (client_id, client_name, more = {}) => ({
    client_id, client_name, client_id_issued_at: Math.floor(hoursAgo(500) / 1000), redirect_uris: [`https://${client_id}.example.org/callback`],
    grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], scope: 'email openid profile',
    token_endpoint_auth_method: 'client_secret_basic', code_challenge_method: 'S256', access_token_validity_seconds: 3600,
    refresh_token_validity_seconds: 2592000, reuse_refresh_token: false, allow_introspection: false, dynamically_registered: false,
    active: true, created_at: hoursAgo(500), ...more,
  });
  return {
    accounts, groups,
    registrations: [
      registration('r1', 'Renata', 'Rossi', 'CONFIRMED', 'I am a doctoral student of Prof. Bianchi and need to run simulations.'),
      registration('r2', 'Rolf', 'Richter', 'NEW', ''),
      registration('r3', 'Rita', 'Ribeiro', 'REJECTED', 'Testing'),
    ],
    requests: [
      { uuid: 'q1', userUuid: 'b2', groupUuid: 'g-survey', status: 'PENDING', notes: 'I work with Alice on the catalogue.', motivation: '', creationTime: hoursAgo(5), lastUpdateTime: hoursAgo(5) },
      { uuid: 'q2', userUuid: 'n4', groupUuid: 'g-bio', status: 'PENDING', notes: '', motivation: '', creationTime: hoursAgo(9), lastUpdateTime: hoursAgo(9) },
      { uuid: 'q3', userUuid: 'a1', groupUuid: 'g-north', status: 'REJECTED', notes: 'Please', motivation: 'Ask again when the survey begins.', creationTime: hoursAgo(90), lastUpdateTime: hoursAgo(80) },
      { uuid: 'q4', userUuid: 'a1', groupUuid: 'g-empty', status: 'PENDING', notes: 'For the school', motivation: '', creationTime: hoursAgo(3), lastUpdateTime: hoursAgo(3) },
    ],
    certificateRequests: [
      { uuid: 'k1', userUuid: 'b2', status: 'PENDING', label: 'grid', subjectDn: 'CN=Bruno Bio,O=Example,C=IT', issuerDn: 'CN=Example CA,C=IT', notes: 'For the transfer service', creationTime: hoursAgo(7), lastUpdateTime: hoursAgo(7) },
      { uuid: 'k2', userUuid: 'a1', status: 'PENDING', label: 'robot', subjectDn: 'CN=Robot of Alice,O=Example,C=IT', issuerDn: 'CN=Example CA,C=IT', notes: '', creationTime: hoursAgo(2), lastUpdateTime: hoursAgo(2) },
    ],
    clients: [
      client('dashboard', 'Arcipelago dashboard', { token_endpoint_auth_method: 'none' }),
      client('portal', 'Survey portal', { client_description: 'Shows the southern sky to everybody', contacts: ['alice@example.org'], owners: ['a1'], dynamically_registered: true }),
      client('batch', 'Batch system', { grant_types: ['client_credentials'], redirect_uris: [], response_types: [], active: false }),
    ],
    scopes: [
      { id: 1, value: 'openid', description: 'sign you in', icon: 'user', defaultScope: true, restricted: false },
      { id: 2, value: 'iam:admin.read', description: 'read the administration', icon: '', defaultScope: false, restricted: true },
      { id: 3, value: 'storage.read:/', description: 'read your files', icon: '', defaultScope: false, restricted: false },
    ],
    policies: [
      { id: 1, description: 'Permits what no other policy decides', rule: 'PERMIT', matchingPolicy: 'EQ', account: null, group: null, scopes: [], creationTime: iso(hoursAgo(900)), lastUpdateTime: iso(hoursAgo(900)) },
      { id: 2, description: 'The survey reads its own files', rule: 'PERMIT', matchingPolicy: 'PATH', account: null, group: { uuid: 'g-survey', name: 'astro/survey' }, scopes: ['storage.read:/survey'], creationTime: iso(hoursAgo(90)), lastUpdateTime: iso(hoursAgo(90)) },
      { id: 3, description: '', rule: 'DENY', matchingPolicy: 'EQ', account: { uuid: 'b2', username: 'bruno' }, group: null, scopes: ['compute.create'], creationTime: iso(hoursAgo(40)), lastUpdateTime: iso(hoursAgo(40)) },
    ],
    exchanges: [
      { id: 1, description: 'The orchestrator works for those who use the dashboard', rule: 'PERMIT', originClient: { type: 'BY_ID', matchParam: 'dashboard' }, destinationClient: { type: 'BY_ID', matchParam: 'orchestrator' }, scopePolicies: [] },
    ],
    aup: { id: 'u1', url: 'https://cloud.example.org/use-policy', text: 'Be kind to the machines.', description: 'How the federation may be used', signatureValidityInDays: 365, aupRemindersInDays: '30,15,1', creationTime: iso(hoursAgo(3_000)), lastUpdateTime: iso(hoursAgo(1_000)) },
    signatures: new Map([['a1', iso(hoursAgo(500))]]),
    keys: [
      { kid: 'rs-2026-11', algorithm: 'RS256', state: 'published', createdAt: iso(hoursAgo(20)), activatedAt: null, retiredAt: null },
      { kid: 'rs-2026-08', algorithm: 'RS256', state: 'active', createdAt: iso(hoursAgo(2_200)), activatedAt: iso(hoursAgo(2_100)), retiredAt: null },
      { kid: 'rs-2026-05', algorithm: 'RS256', state: 'retired', createdAt: iso(hoursAgo(4_400)), activatedAt: iso(hoursAgo(4_300)), retiredAt: iso(hoursAgo(2_100)) },
    ],
    audit: Array.from({ length: 45 }, (_, n) => ({
      timestamp: hoursAgo(n), '@type': n % 4 ? 'AccessTokenIssuedEvent' : 'IamAuthenticationFailureEvent', category: n % 4 ? 'TOKEN' : 'AUTHENTICATION',
      principal: n % 4 ? 'alice' : 'bruno', message: n % 4 ? 'Issued an access token, account alice, client portal, by alice' : 'Sign-in failed, account bruno, by bruno',
      account: { uuid: 'a1', name: 'alice' }, ...(n % 4 ? { client: { clientId: 'portal' } } : {}), source: 'io.arcipelago.identity',
      eventId: `e${n}`, time: iso(hoursAgo(n)), outcome: n % 4 ? 'success' : 'failure', actor: 'a1', remoteAddress: '192.0.2.7',
    })),
    approved: [
      { id: 'portal', userId: 'a1', clientId: 'portal', clientName: 'Survey portal', allowedScopes: ['openid', 'profile'], creationDate: iso(hoursAgo(80)) },
    ],
    /** Per account: whether the app is on, and how many recovery codes are left. */
    factors: new Map(),
    /** Accounts that have a passkey, which a sign-in must have shown before another factor is added. */
    passkeyOwners: new Set(),
    /** How the tokens of clients look, where somebody chose. */
    tokenSettings: new Map([['portal', { signingAlgorithm: null, profile: 'wlcg' }]]),
    /** The scopes of groups' capability sets. */
    capabilities: new Map([['g-survey', ['compute.create', 'storage.read:/survey']]]),
    passwords: new Map([['a1', 'Old-secret-1']]),
    /** What was done, for assertions: method, path, query and body. */
    done: [],
  };
}
