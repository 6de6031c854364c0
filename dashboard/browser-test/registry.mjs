// The registry's native interface and the feeder's, in memory. Who sees and may do what is decided as the
// real controllers decide it: by the person's groups, and by being an administrator.
import { CHANGED_ITEMS, registryWorld } from './registryData.mjs';

export { registryWorld };

const EMPTY = undefined;

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const missing = (what) => new Refused(404, `There is no ${what} that you may see.`);

/** Answers a request below /registry or /feeder of somebody with a token. */
export function registryApi(world, { method, path, query, body, person }) {
  if (world.failing?.test(path)) {
    return { status: 503, body: { title: 'The service is not ready', detail: 'The service is starting. Try again in a moment.', requestId: 'req-7f3a' } };
  }
  for (const [verb, pattern, handler] of ROUTES) {
    const match = verb === method ? new RegExp(`^${pattern.replaceAll(/:\w+/g, '([^/]+)')}$`).exec(path) : null;
    if (match) {
      try {
        const answer = handler({ world, person, query, body }, ...match.slice(1).map(decodeURIComponent));
        if (method !== 'GET' && query.get('dryRun') !== 'true') {
          world.done.push({ method, path, query: Object.fromEntries(query), body });
        }
        return answer === EMPTY ? { status: 204 } : { status: 200, body: answer };
      } catch (error) {
        if (!(error instanceof Refused)) {
          throw error;
        }
        return { status: error.status, body: { title: 'Refused', status: error.status, detail: error.message } };
      }
    }
  }
  return undefined;
}

/** What the person sees: the providers of their groups, and of these only their own parts. */
function seen({ world, person }) {
  const mine = (group) => person.admin || person.groups.includes(group);
  return world.registry.providers
    .filter((provider) => provider.identityProviders.some(({ groups }) => groups.some(({ name }) => mine(name))))
    .map(({ settings, holds, findings, ...provider }) => ({
      ...provider,
      identityProviders: provider.identityProviders.map((issuer) => ({ ...issuer, groups: issuer.groups.filter(({ name }) => mine(name)) })),
      projects: provider.projects.filter(({ group }) => mine(group)),
      ...(person.admin ? { settings, holds, findings } : {}),
    }));
}

function find(asked, id) {
  const found = seen(asked).find((provider) => provider.id === id);
  if (!found) {
    throw missing(`provider ${id}`);
  }
  return found;
}

/** The provider itself, for administrators. */
function own(asked, id, why) {
  if (!asked.person.admin) {
    throw new Refused(403, 'Only administrators of the registry may do this.');
  }
  const found = asked.world.registry.providers.find((provider) => provider.id === id);
  if (!found) {
    throw missing(`provider ${id}`);
  }
  if (why !== EMPTY && !why?.trim()) {
    throw new Refused(400, 'Say why, in at most 1000 characters: it is kept with the change.');
  }
  return found;
}

function paged(query, all) {
  const number = Number(query.get('page') ?? 0);
  const size = Math.min(200, Number(query.get('size') ?? 20));
  return {
    content: all.slice(number * size, (number + 1) * size), page: { number, size, totalElements: all.length, totalPages: Math.ceil(all.length / size) }, links: {},
  };
}

const facetsOf = (provider) => provider.projects.flatMap(({ regions }) => regions.flatMap(({ freshness }) => Object.values(freshness)));

const line = (provider) => ({
  id: provider.id, name: provider.name, type: provider.type, status: provider.status, isPublic: provider.isPublic, generation: provider.generation,
  changedAt: provider.changedAt, heardAt: provider.heardAt, regions: provider.regions.map(({ id, name, location }) => ({ id, name, ...(location ? { location } : {}) })),
  capacity: provider.regions[0]?.capacity ?? {}, projects: provider.projects.length,
  notFresh: facetsOf(provider).filter(({ outcome }) => outcome === 'failed' || outcome === 'forbidden').length, held: facetsOf(provider).filter(({ held }) => held).length, links: {},
});

function usable(asked, group) {
  const found = seen(asked).filter(({ projects }) => projects.some((project) => project.group === group));
  if (!asked.person.groups.includes(group) || found.length === 0) {
    throw new Refused(404, `There is no group ${group} that you may see.`);
  }
  return {
    group: { id: 'g', name: group, issuer: asked.query.get('idp'), issuerId: 'i' },
    providers: found.map((provider) => ({
      ...provider, trust: provider.identityProviders[0].trust,
      regions: provider.regions.map((region) => ({
        ...region,
        projects: provider.projects.filter((project) => project.group === group).map(({ id, nativeId, name, agreement, regions }) => ({
          id, nativeId, name, agreement, quotas: regions[0].capacity, freshness: regions[0].freshness,
          ...(provider.type === 'kubernetes' ? { flavors: [], images: [], networks: [] } : asked.world.registry.things),
        })),
      })),
    })),
  };
}

function fed({ world, person }, name) {
  if (!person.admin) {
    throw new Refused(403, 'Only administrators may see the feeds; ask one of them.');
  }
  const found = world.registry.feeds.find((feed) => feed.name === name);
  if (!found) {
    throw new Refused(404, `No file declares provider '${name}'; see GET /feeder/v1/config.`);
  }
  return found;
}

const ROUTES = [
  ['GET', '/registry/v2/providers', (asked) => paged(asked.query, seen(asked).map(line))],
  ['GET', '/registry/v2/providers/:id', (asked, id) => find(asked, id)],
  ['GET', '/registry/v2/providers/:id/history', (asked, id) => {
    find(asked, id);
    return paged(asked.query, asked.world.registry.generations.map(({ actor, reason, ...rest }) => ({ ...rest, ...(asked.person.admin ? { actor, reason } : {}) })));
  }],
  ['GET', '/registry/v2/providers/:id/changes', (asked, id) => {
    const { name } = find(asked, id);
    const since = Number(asked.query.get('since'));
    const next = asked.world.registry.generations.filter(({ version }) => version > since).at(-1);
    return { changes: next ? [{ ...next, provider: { id, name }, removed: false, items: CHANGED_ITEMS }] : [], next: next?.version ?? since, current: 1_000, links: {} };
  }],
  ['GET', '/registry/v2/usable', (asked) => usable(asked, asked.query.get('group'))],
  ['PATCH', '/registry/v2/providers/:id', (asked, id) => {
    const { why, ...patch } = asked.body;
    const provider = own(asked, id, why ?? '');
    if (patch.supportEmails?.some((email) => !email.includes('@'))) {
      throw new Refused(400, 'Member supportEmails has something that is not an e-mail address.');
    }
    Object.assign(provider.settings, patch);
    provider.status = provider.settings.status ?? provider.declaredStatus;
    provider.description = provider.settings.description ?? provider.description;
    return { id, generation: provider.generation, status: provider.status, settings: provider.settings };
  }],
  ['DELETE', '/registry/v2/providers/:id', (asked, id) => {
    const dry = asked.query.get('dryRun') === 'true';
    const { name } = own(asked, id, dry ? EMPTY : (asked.query.get('why') ?? ''));
    if (!dry) {
      asked.world.registry.providers = asked.world.registry.providers.filter((provider) => provider.id !== id);
    }
    return { id, name, removed: !dry, items: { flavor: 3, project: 2 }, note: 'A feed that still lists the provider brings it back; take it out of the feeder\'s configuration first.' };
  }],
  ['POST', '/registry/v2/providers/:id/downtimes', (asked, id) => {
    const provider = own(asked, id, asked.body.description);
    const downtime = { id: `d0000000-0000-4000-8000-00000000000${provider.downtimes.length}`, ...asked.body };
    provider.downtimes.push(downtime);
    return downtime;
  }],
  ['DELETE', '/registry/v2/providers/:id/downtimes/:downtime', (asked, id, downtime) => {
    const provider = own(asked, id);
    provider.downtimes = provider.downtimes.filter((known) => known.id !== downtime);
  }],
  ['POST', '/registry/v2/providers/:id/releases', (asked, id) => {
    const provider = own(asked, id, asked.body.why ?? '');
    const hold = provider.holds.find(({ region, facet }) => region === asked.body.region && facet === asked.body.facet);
    if (!hold) {
      throw new Refused(404, `No loss of ${asked.body.facet} is held in region '${asked.body.region}' of ${provider.name}; nothing to release.`);
    }
    hold.release = { by: asked.person.name, why: asked.body.why, at: new Date().toISOString() };
    return hold;
  }],
  ['GET', '/feeder/v1/providers/:name', (asked, name) => {
    const found = fed(asked, name);
    if (found.running && found.seen) {
      found.running = false;
      asked.world.registry.providers.find((provider) => provider.name === name).findings = [];
    }
    found.seen = found.running;
    return found;
  }],
  ['POST', '/feeder/v1/providers/:name/feed', (asked, name) => {
    Object.assign(fed(asked, name), { running: true, seen: false });
    return { provider: name, running: false };
  }],
];
