// What the in-memory registry of the browser test knows: three providers in the registry's shapes. What
// only administrators see lies in settings, holds and findings.

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const uid = (text) => Buffer.from(text.padEnd(16, '.')).toString('hex').slice(0, 32);

const ISSUER_GROUPS = { elba: ['astro', 'bio'], ischia: ['astro'], capri: ['bio'] };

const agreement = (group, days = 400) => ({
  id: uid(`sla-${group}`), documentId: `sla-${group}-2026`, startDate: day(-300), endDate: day(days), standing: days < 0 ? 'expired' : 'current',
});

const amount = (limit, used, perUser) => ({
  ...(limit === undefined ? {} : { limit }), ...(used === undefined ? {} : { used }), ...(perUser === undefined ? {} : { perUser }),
  ...(limit === undefined || (limit >= 0 && used === undefined) ? {} : { free: limit < 0 ? -1 : Math.max(0, limit - used) }),
});

const quotas = (scale) => ({
  compute: { cores: amount(64 * scale, 12 * scale, 16), ram: amount(131_072 * scale, 122_880 * scale), instances: amount(-1, 7) },
  'block-storage': { gigabytes: amount(4_096 * scale, 1_024 * scale), volumes: amount(20, 20) },
  network: { public_ips: amount(8) },
});

const total = (...all) => Object.assign({}, ...all.flatMap((each) => Object.values(each)));

const FACETS = ['identity', 'compute-quota', 'block-storage-quota', 'network-quota', 'flavors', 'images', 'networks'];

const fresh = (more = {}) =>
  Object.fromEntries(FACETS.map((facet) => [facet, { outcome: 'ok', triedAt: ago(3), goodAt: ago(3), held: false, ...more[facet] }]));

const flavor = (name, vcpus, ramMib, more = {}) => ({
  id: uid(`fl-${name}`), nativeId: `native-${name}`, name, description: '', vcpus, ramMib, diskGib: 20, swapMib: 0, ephemeralGib: 0, gpus: 0,
  infiniband: false, shared: true, ...more,
});

const image = (name, osDistro, osVersion, more = {}) => ({
  id: uid(`im-${name}`), nativeId: `native-${name}`, name, description: '', osType: 'Linux', osDistro, osVersion, architecture: 'x86_64',
  cudaSupport: false, gpuDriver: false, tags: [], shared: true, ...more,
});

const network = (name, more = {}, use = {}) => ({
  network: { id: uid(`ne-${name}`), nativeId: `native-${name}`, name, description: '', external: false, shared: false, mtu: 1500, tags: [], ...more },
  isDefault: false, ...use,
});

const THINGS = {
  flavors: [flavor('m1.small', 1, 2_048), flavor('m1.large', 4, 8_192), flavor('gpu.a100', 16, 122_880, { gpus: 1, gpuModel: 'A100', gpuVendor: 'NVIDIA', shared: false })],
  images: [image('noble', 'Ubuntu', '24.04'), image('alma-cuda', 'AlmaLinux', '9', { cudaSupport: true, gpuDriver: true })],
  networks: [network('public', { external: true, shared: true }), network('astro-net', {}, { isDefault: true, proxy: { host: 'jump.elba.example', user: 'hop' } })],
};

function provider(key, { name, projects, ...given }) {
  const id = uid(key);
  const location = given.location && { id: uid(`loc-${key}`), country: 'Italy', countryCode: 'ITA', ...given.location };
  const region = { id: uid(`re-${key}`), name: given.region };
  return {
    id, name, type: 'openstack', status: 'active', declaredStatus: 'active', description: `The cloud of ${name}.`, isPublic: true,
    supportEmails: [`support@${key}.example`], endpoint: `https://keystone.${key}.example/v3`, generation: 12, changedAt: ago(300), heardAt: ago(3),
    identityProviders: [
      {
        trust: { id: uid('idp'), endpoint: 'https://iam.example/', groupClaim: 'groups', name: 'iam', protocol: 'openid' },
        groups: ISSUER_GROUPS[key].map((group) => ({ id: uid(`gr-${group}`), name: group, agreements: [agreement(group, key === 'ischia' ? -3 : 400)] })),
      },
    ],
    regions: [
      {
        ...region, description: '', overbookingCpu: 2, overbookingRam: 1, bandwidthIn: 10, bandwidthOut: 10, ...(location ? { location } : {}),
        services: [
          { id: uid(`sv1-${key}`), type: 'compute', name: 'org.openstack.nova', endpoint: `https://nova.${key}.example/v2.1` },
          { id: uid(`sv2-${key}`), type: 'block-storage', name: 'org.openstack.cinder', endpoint: `https://cinder.${key}.example/v3` },
        ],
        capacity: total(...projects.map(({ capacity }) => capacity)), flavors: 3, images: 2, networks: 2,
      },
    ],
    projects: projects.map(({ group, capacity, freshness }) => ({
      id: uid(`pr-${key}-${group}`), nativeId: uid(`na-${key}-${group}`), name: `${group}-project`, description: '', agreement: agreement(group, key === 'ischia' ? -3 : 400),
      regions: [{ region, capacity, freshness }], group,
    })),
    downtimes: [], settings: {}, holds: [], findings: [], ...given,
  };
}

/** A registry of its own for each visit. */
export function registryWorld() {
  const elba = provider('elba', {
    name: 'ELBA', region: 'RegionOne', location: { site: 'Portoferraio', latitude: 42.81, longitude: 10.33 },
    projects: [{ group: 'astro', capacity: quotas(1), freshness: fresh() }, { group: 'bio', capacity: quotas(2), freshness: fresh() }],
    downtimes: [{ id: 'f3b1c1d0-0000-4000-8000-000000000001', severity: 'warning', start: ago(60), end: ago(-600), description: 'New switches' }],
  });
  const ischia = provider('ischia', {
    name: 'ISCHIA', region: 'tier1', status: 'limited', location: { site: 'Casamicciola', latitude: 40.74, longitude: 13.9 }, heardAt: ago(7),
    projects: [
      {
        group: 'astro', capacity: quotas(3),
        freshness: fresh({
          flavors: { outcome: 'failed', goodAt: ago(2_900), reason: 'Nova answered 503 three times', held: true },
          images: { outcome: 'forbidden', goodAt: null, reason: 'Glance refused the token' },
        }),
      },
    ],
    holds: [{ region: 'tier1', facet: 'flavors', known: 40, lost: 25, since: ago(180) }],
    findings: [
      { severity: 'REJECTED', place: 'region tier1, flavor broken', message: 'Its RAM is -5.', remedy: 'Correct the flavor at the site.' },
      { severity: 'WARNING', place: 'project astro-project', message: 'No default network is named.', remedy: 'Name one in the feeder’s file.' },
    ],
  });
  const capri = provider('capri', {
    name: 'CAPRI', region: 'default', type: 'kubernetes', status: 'maintenance', declaredStatus: 'active', isPublic: false, settings: { status: 'maintenance' },
    projects: [{
      group: 'bio', capacity: {},
      freshness: Object.fromEntries(FACETS.map((facet) => [facet, { outcome: 'skipped', triedAt: ago(3), reason: 'Scanning Kubernetes providers is not there yet', held: false }])),
    }],
  });
  const reading = (name, more) => ({
    name, type: 'openstack', status: 'active', file: `${name.toLowerCase()}.yaml`, running: false, nextFeedAt: ago(-4), durationMillis: 8_200,
    lastFeed: {
      provider: name, startedAt: ago(4), endedAt: ago(3), outcome: 'ok', message: 'All was read, nothing has changed.', lastGood: ago(3), generation: 12, changed: 0, facets: [],
      failures: [], findings: [], held: [], ...more,
    },
  });
  return {
    registry: {
      providers: [elba, ischia, capri], things: THINGS, generations: generations(), feeds: [
        reading('ELBA'),
        reading('ISCHIA', {
          outcome: 'partial', message: '5 of 7 parts were read; what was known of the others is kept.',
          failures: [{ region: 'tier1', project: 'astro-project', facet: 'flavors', outcome: 'failed', reason: 'Nova answered 503 three times', at: ago(3) }],
        }),
      ],
    },
  };
}

/** Twenty-five generations, the last one first. */
function generations() {
  return Array.from({ length: 25 }, (_, index) => ({
    generation: 25 - index, version: 1_000 - index * 3, at: ago(300 * (index + 1)), actor: index === 1 ? 'Carla Conti' : 'feeder',
    reason: index === 1 ? 'New racks' : 'Snapshot taken', added: index === 0 ? 2 : 1, changed: index === 0 ? 1 : 0, ended: 0,
  }));
}

export const CHANGED_ITEMS = [
  { kind: 'flavor', id: uid('fl-m1.small'), what: 'changed', key: ['ELBA', 'RegionOne', 'm1.small'], item: { name: 'm1.small', ramMib: 2_048 } },
  { kind: 'user-group', id: uid('gr-astro'), what: 'added', key: ['https://iam.example/', 'astro'], item: { name: 'astro' } },
];
