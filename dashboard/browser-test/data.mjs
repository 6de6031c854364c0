// What the in-memory services of the browser test know. Shapes are those of the contract.

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

export const people = {
  alice: { subject: 'a1', name: 'Alice Astro', email: 'alice@example.org', groups: ['astro', 'bio'], admin: false },
  carla: { subject: 'c3', name: 'Carla Conti', email: 'carla@example.org', groups: ['admins', 'astro', 'bio'], admin: true },
  nadia: { subject: 'n4', name: 'Nadia Nuova', email: 'nadia@example.org', groups: [], admin: false },
};

const size = { min: 1, max: 4 };
const serverInputs = [
  { name: 'flavor', type: 'string', label: 'Flavor', description: 'Computing power of the server.', required: true, tab: 'Server', widget: 'select', default: 'small', options: [{ value: 'small', label: 'Small: 1 vCPU, 2 GiB' }, { value: 'medium', label: 'Medium: 2 vCPU, 4 GiB' }, { value: 'large', label: 'Large: 4 vCPU, 8 GiB' }], constraints: {} },
  { name: 'servers', type: 'integer', label: 'Number of servers', required: true, tab: 'Server', widget: 'integer', default: 1, constraints: size },
  { name: 'storage', type: 'scalar-unit.size', label: 'Storage', description: 'Size of the volume for data.', required: true, tab: 'Server', widget: 'size', default: '20 GB', constraints: {} },
  { name: 'page_title', type: 'string', label: 'Page title', description: 'Shown at the top of the page.', required: true, tab: 'Service', widget: 'text', placeholder: 'Our results', constraints: { minLength: 3, maxLength: 60 } },
  { name: 'welcome', type: 'string', label: 'Welcome text', required: false, tab: 'Service', widget: 'textarea', constraints: { maxLength: 500 } },
  { name: 'admin_password', type: 'string', label: 'Administrator password', description: 'Stored encrypted and never shown again.', required: true, secret: true, tab: 'Service', widget: 'password', constraints: { minLength: 8 } },
  { name: 'https', type: 'boolean', label: 'Use HTTPS', description: 'With a certificate of the site.', required: false, tab: 'Service', widget: 'boolean', default: true, constraints: {} },
  { name: 'ratio', type: 'float', label: 'Cache ratio', required: false, tab: 'Advanced', widget: 'float', default: 0.5, constraints: { min: 0, max: 1 } },
  { name: 'open_ports', type: 'list', label: 'Open ports', description: 'Ports that may be reached from outside.', required: false, tab: 'Advanced', widget: 'list', default: [80, 443], constraints: { maxLength: 5 } },
  { name: 'labels', type: 'map', label: 'Labels', required: false, tab: 'Advanced', widget: 'map', default: { project: 'survey' }, constraints: {} },
];

const service = (id, name, icon, description) => ({
  id, name, icon, description, version: '1.2.0', tabs: ['Server', 'Service', 'Advanced'], inputs: serverInputs,
  outputs: [{ name: 'endpoint', label: 'Address', type: 'url' }],
});

export const services = [
  service('virtual-machine', 'Virtual machine', 'server', 'A Linux server with your SSH key, a public address and nothing else.'),
  service('vm-volume', 'Virtual machine with a volume', 'server-volume', 'A Linux server with a data volume that is formatted and mounted.'),
  service('web-service', 'Web service', 'world', 'A web server behind a public address, set up and checked from end to end.'),
  service('notebooks', 'Jupyter notebooks', 'notebook', 'Notebooks for a small team, with the scientific Python stack and shared storage.'),
];

const quotas = (scale) => [
  { resource: 'vcpus', limit: 32 * scale, used: 6 },
  { resource: 'ramMib', limit: 65536 * scale, used: 57344 },
  { resource: 'servers', limit: 10, used: 3 },
  { resource: 'volumes', limit: -1, used: 4 },
  { resource: 'volumeGib', limit: 2048, used: 300 },
  { resource: 'floatingIps', limit: 4, used: scale > 1 ? 1 : 4 },
];

const flavors = [
  { name: 'small', vcpus: 1, ramMib: 2048, diskGib: 10 },
  { name: 'medium', vcpus: 2, ramMib: 4096, diskGib: 20 },
  { name: 'large', vcpus: 4, ramMib: 8192, diskGib: 40 },
];

const images = [
  { name: 'debian-12', distribution: 'Debian', version: '12' },
  { name: 'almalinux-9', distribution: 'AlmaLinux', version: '9' },
];

export const sites = () => [
  { provider: 'ELBA', region: 'RegionOne', project: 'astro-prod', location: 'Portoferraio', status: 'available', simulated: false, flavors, images, quotas: quotas(1), checkedAt: minutesAgo(0.2) },
  { provider: 'ISCHIA', region: 'RegionOne', project: 'astro', location: 'Forio', status: 'available', simulated: true, flavors, images, quotas: quotas(2), checkedAt: minutesAgo(0.2) },
  { provider: 'LIPARI', region: 'RegionOne', status: 'unreachable', reason: 'Keystone did not answer within 10 s: https://keystone.lipari.example.org:5000/v3', simulated: false, flavors: [], images: [], quotas: [], checkedAt: minutesAgo(0.2) },
];

export const candidates = [
  { provider: 'ELBA', region: 'RegionOne', accepted: true, simulated: false, score: 0.91, reasons: ['26 vCPU and 8 GiB RAM free', 'The last 14 deployments here succeeded'] },
  { provider: 'ISCHIA', region: 'RegionOne', accepted: true, simulated: true, score: 0.55, reasons: ['58 vCPU free'] },
  { provider: 'LIPARI', region: 'RegionOne', accepted: false, simulated: false, reasons: ['Unreachable: Keystone did not answer within 10 s'] },
];

export const plan = {
  feasible: true,
  candidates,
  objects: [
    { kind: 'keypair', node: 'server', detail: 'made for this deployment' },
    { kind: 'security-group', node: 'server', detail: 'open: 22, 80, 443' },
    { kind: 'volume', node: 'storage', detail: '20 GB' },
    { kind: 'server', node: 'server', detail: '1 vCPU, 2048 MiB (small), image debian-12' },
    { kind: 'floating-ip', node: 'server', detail: 'from the network public' },
  ],
};

const uuid = (n) => `7c9e6679-7425-40de-944b-${String(n).padStart(12, '0')}`;
const alice = { subject: 'a1', issuer: 'http://localhost/identity', name: 'Alice Astro' };
const bruno = { subject: 'b2', issuer: 'http://localhost/identity', name: 'Bruno Bio' };
const resource = (n, kind, node, name, state, detail) => ({ id: uuid(900 + n), attempt: 1, node, index: 0, kind, name, cloudId: `${n}e4f1b0a-1d0c`, state, detail });
const step = (name, state, from, to, message) => ({ attempt: 1, name, state, tries: 0, ...(from === undefined ? {} : { startedAt: minutesAgo(from) }), ...(to === undefined ? {} : { endedAt: minutesAgo(to) }), ...(message ? { message } : {}) });

export function deployment(n, changes = {}) {
  return {
    id: uuid(n), title: `Survey portal ${n}`, service: 'web-service', serviceName: 'Web service', icon: 'world', group: 'astro',
    owner: alice, status: 'CREATE_COMPLETE', phase: 'done', progress: 100, provider: 'ELBA', region: 'RegionOne',
    endpoint: `http://192.0.2.${n}/`, createdAt: minutesAgo(n * 95), updatedAt: minutesAgo(2), actions: ['delete', 'credentials'],
    inputs: { flavor: 'small', servers: 1, storage: '20 GB', page_title: 'Survey of the southern sky', open_ports: [80, 443] },
    outputs: [
      { name: 'endpoint', label: 'Address', type: 'url', value: `http://192.0.2.${n}/` },
      { name: 'server_ip', label: 'Server address', type: 'text', value: `192.0.2.${n}` },
    ],
    steps: [step('validate', 'done', 9, 8.95), step('place', 'done', 8.95, 8.9, 'ELBA, RegionOne'), step('provision', 'done', 8.9, 7), step('configure', 'done', 7, 5), step('verify', 'done', 5, 4.9)],
    attempts: [{ number: 1, provider: 'ELBA', region: 'RegionOne', state: 'succeeded', startedAt: minutesAgo(9), endedAt: minutesAgo(4.9), candidates }],
    resources: [
      resource(1, 'keypair', 'server', 'arc-portal-key', 'ready', ''),
      resource(2, 'security-group', 'server', 'arc-portal-web', 'ready', 'open: 22, 80, 443'),
      resource(3, 'volume', 'storage', 'arc-portal-data', 'ready', '20 GB'),
      resource(4, 'server', 'server', 'arc-portal-0', 'ready', 'small, 10.0.0.7'),
      resource(5, 'floating-ip', 'server', 'arc-portal-ip', 'ready', `192.0.2.${n}`),
    ],
    ...changes,
  };
}

const without = (key, from) => Object.fromEntries(Object.entries(from).filter(([name]) => name !== key));

export const deployments = () => [
  without('endpoint', deployment(1, {
    title: 'Light curves of the winter campaign', status: 'CREATE_IN_PROGRESS', phase: 'configure', progress: 62, createdAt: minutesAgo(4), actions: ['delete'], outputs: [],
    steps: [step('validate', 'done', 4, 3.95), step('place', 'done', 3.95, 3.9, 'ELBA, RegionOne'), step('provision', 'done', 3.9, 2.5), { ...step('configure', 'running', 2.5), message: 'Install the web server' }],
  })),
  deployment(2),
  deployment(3, {
    title: 'Notebook server for the school', service: 'notebooks', serviceName: 'Jupyter notebooks', icon: 'notebook', status: 'CREATE_FAILED', phase: 'clean-up', progress: 100,
    statusReason: 'Both sites failed. ELBA: quota of floating IPs reached (4 of 4). ISCHIA: the server did not answer on port 22 within 300 s.', outputs: [], actions: ['delete'],
    steps: [step('validate', 'done', 30, 29.9), step('place', 'done', 29.9, 29.8), step('provision', 'failed', 29.8, 24, 'No answer on port 22 within 300 s'), step('clean-up', 'done', 24, 23)],
    attempts: [
      { number: 1, provider: 'ELBA', region: 'RegionOne', state: 'failed', failureClass: 'quota', failure: 'Quota of floating IPs reached: 4 of 4', startedAt: minutesAgo(31), endedAt: minutesAgo(30), candidates },
      { number: 2, provider: 'ISCHIA', region: 'RegionOne', state: 'failed', failureClass: 'transient', failure: 'The server did not answer on port 22 within 300 s', startedAt: minutesAgo(30), endedAt: minutesAgo(23), candidates: candidates.slice(1) },
    ],
  }),
  deployment(4, { title: '', service: 'virtual-machine', serviceName: 'Virtual machine', icon: 'server', provider: 'ISCHIA' }),
  deployment(5, { title: 'Old archive', status: 'DELETE_IN_PROGRESS', phase: 'delete', progress: 40, actions: ['delete'], steps: [{ ...step('delete', 'running', 1), attempt: 1 }] }),
  deployment(6, { title: 'Protein folding', owner: bruno, group: 'bio', actions: ['delete'] }),
  deployment(7, { title: 'Last year', status: 'DELETE_COMPLETE', phase: 'done', actions: [], resources: [], outputs: [] }),
  ...Array.from({ length: 24 }, (_, n) => deployment(20 + n, { title: `Simulation run ${n + 1}`, owner: n % 3 ? bruno : alice, group: n % 3 ? 'bio' : 'astro' })),
];

export const logLines = [
  ['orchestrator', 'info', 'Deployment accepted'],
  ['orchestrator', 'info', 'ELBA, RegionOne chosen: score 0.91'],
  ['site', 'info', 'Server arc-portal-0 is ACTIVE after 21 s'],
  ['site', 'info', 'Floating IP 192.0.2.1 attached to arc-portal-0'],
  ['orchestrator', 'info', 'SSH answers on 192.0.2.1'],
  ['ansible', 'info', 'TASK [base : Gather facts]'],
  ['ansible', 'info', 'ok: [192.0.2.1]'],
  ['ansible', 'info', 'TASK [web : Install the web server]'],
  ['ansible', 'changed', 'changed: [192.0.2.1]'],
  ['ansible', 'warning', 'The package cache is older than a day and was renewed'],
  ['ansible', 'error', 'Retrying: could not get the package lock (1 of 5)'],
  ['ansible', 'changed', 'changed: [192.0.2.1] => web server is running'],
].map(([source, level, text], index) => ({ number: index + 1, at: minutesAgo(4 - index * 0.25), source, level, text }));

export const credentials = {
  user: 'debian',
  privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----\nbm90IGEgcmVhbCBrZXksIG9ubHkgZm9yIHRoZSB0ZXN0\n-----END OPENSSH PRIVATE KEY-----\n',
  hosts: [{ node: 'server', address: '192.0.2.2', hostKeys: ['192.0.2.2 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEV4YW1wbGVIb3N0S2V5Rm9yVGVzdHNPbmx5'] }],
};

export const template = `tosca_definitions_version: tosca_simple_yaml_1_3

description: A web server behind a public address

topology_template:
  inputs:
    flavor:
      type: string
      default: small
  node_templates:
    server:
      type: tosca.nodes.Compute
`;
