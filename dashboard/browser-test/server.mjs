// The built dashboard, an OpenID provider and the orchestrator's interface, all in memory, on one port.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import * as data from './data.mjs';
import { identityApi, identityWorld } from './identity.mjs';
import { registryApi, registryWorld } from './registry.mjs';

const FILES = 'target/classes/META-INF/resources/ui';
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

/** What the services know and were asked: one world for each visit. */
function newWorld(origin) {
  return {
    origin, person: 'alice', deployments: data.deployments(), created: new Map(), codes: new Map(), tokens: new Map(),
    /** Requests seen, for assertions. */
    plans: [], creations: [], streams: [], signIns: 0,
    /** Faults that a test asks for. */
    refuseInputs: undefined, failCatalogue: false, emptyCatalogue: false, emptyDeployments: false, dropStreams: 0, refuseTokens: 0,
    slowMs: 0, refresh: true,
    /** Paths below /identity that fail, and why sign-ins are refused. */
    failing: undefined, refuseSignIn: undefined,
    /** The scopes of each access token, and how the person signed in for it. */
    granted: new Map(), proofs: new Map(),
    /** The browser's sign-in at the provider: an hour old, with a password. */
    signedIn: { amr: ['pwd'], auth_time: Math.floor(Date.now() / 1000) - 3_600 }, ...identityWorld(), ...registryWorld(),
  };
}

/** Starts the services on a port of their own; each visit begins a world of its own. */
export async function start() {
  let world;
  const server = createServer((request, response) => {
    handle(world, request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${server.address().port}`;
  return {
    origin,
    begin() {
      // What the visit before still asks for must not reach the new world.
      server.closeAllConnections();
      world = newWorld(origin);
      return world;
    },
    stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  };
}

async function handle(world, request, response) {
  const url = new URL(request.url, world.origin);
  const path = url.pathname;
  if (path.startsWith('/identity/')) {
    return identity(world, request, response, url);
  }
  if (path.startsWith('/orchestrator/v2/')) {
    return orchestrator(world, request, response, url);
  }
  if (path.startsWith('/registry/') || path.startsWith('/feeder/')) {
    return registry(world, request, response, url);
  }
  if (path === '/ui/look/style.css') {
    // The platform's, empty for an organisation without a colour of its own.
    response.writeHead(200, { 'Content-Type': 'text/css;charset=UTF-8' });
    return response.end();
  }
  return file(response, path);
}

function file(response, path) {
  const wanted = normalize(path.replace(/^\/ui\/?/, ''));
  const name = join(FILES, wanted);
  const found = wanted !== '.' && !wanted.startsWith('..') && existsSync(name) && statSync(name).isFile();
  // Any other address below /ui is a page of the dashboard.
  const served = found ? name : join(FILES, 'index.html');
  response.writeHead(200, {
    'Content-Type': TYPES[extname(served)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP,
    'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin',
    // As the platform: names of assets change with their content.
    'Cache-Control': found && wanted.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(readFileSync(served));
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', 'Cache-Control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}

function problem(response, status, title, detail, errors) {
  json(response, status, { type: 'about:blank', title, status, detail, requestId: 'req-7f3a', ...(errors ? { errors } : {}) });
}

async function read(request) {
  let text = '';
  for await (const piece of request) {
    text += piece;
  }
  return text;
}

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function identity(world, request, response, url) {
  const issuer = `${world.origin}/identity`;
  switch (url.pathname.slice('/identity/'.length)) {
    case '.well-known/openid-configuration':
      return json(response, 200, {
        issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`,
        end_session_endpoint: `${issuer}/logout`, response_types_supported: ['code'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'],
      });
    case 'authorize': {
      world.signIns++;
      const q = url.searchParams;
      if (q.get('response_type') !== 'code' || q.get('code_challenge_method') !== 'S256' || q.get('client_id') !== 'dashboard' || q.get('redirect_uri') !== `${world.origin}/ui/callback`) {
        return json(response, 400, { error: 'invalid_request' });
      }
      if (world.refuseSignIn) {
        return response.writeHead(302, { Location: `${q.get('redirect_uri')}?${new URLSearchParams({ error: 'access_denied', error_description: world.refuseSignIn, state: q.get('state') })}` }).end();
      }
      if (q.get('max_age') === '0') {
        world.signedIn = { amr: ['pwd'], auth_time: Math.floor(Date.now() / 1000) };
      }
      if (q.get('acr_values') === 'https://refeds.org/profile/mfa') {
        world.signedIn = { ...world.signedIn, amr: ['mfa', 'otp', 'pwd'], acr: q.get('acr_values') };
      }
      const code = randomUUID();
      world.codes.set(code, { nonce: q.get('nonce'), challenge: q.get('code_challenge'), scopes: q.get('scope').split(' ') });
      return response.writeHead(302, { Location: `${q.get('redirect_uri')}?code=${code}&state=${q.get('state')}` }).end();
    }
    case 'token': {
      const form = new URLSearchParams(await read(request));
      const sign = (nonce) => {
        const { subject: sub, name, email, groups } = data.people[world.person];
        const now = Math.floor(Date.now() / 1000);
        const payload = { iss: issuer, sub, aud: 'dashboard', iat: now, exp: now + 600, ...(nonce ? { nonce } : {}), name, email, groups, ...world.signedIn };
        const signed = `${encode({ alg: 'RS256', kid: 'test' })}.${encode(payload)}`;
        return `${signed}.${createHmac('sha256', 'test').update(signed).digest('base64url')}`;
      };
      const access = randomUUID();
      if (form.get('grant_type') === 'authorization_code') {
        const grant = world.codes.get(form.get('code'));
        world.codes.delete(form.get('code'));
        const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
        if (!grant || grant.challenge !== challenge) {
          return json(response, 400, { error: 'invalid_grant' });
        }
        world.tokens.set(access, world.person);
        world.proofs.set(access, world.signedIn);
        // The administrators' scopes are left out of other people's tokens.
        const scopes = grant.scopes.filter((scope) => data.people[world.person].admin || !/^(iam|scim|registration):/.test(scope));
        world.granted.set(access, scopes);
        return json(response, 200, { access_token: access, token_type: 'Bearer', expires_in: 600, id_token: sign(grant.nonce), scope: scopes.join(' ') });
      }
      return json(response, 400, { error: 'unsupported_grant_type' });
    }
    case 'logout':
      world.signedOutWith = url.searchParams;
      return response.writeHead(302, { Location: `${url.searchParams.get('post_logout_redirect_uri')}?state=${url.searchParams.get('state')}` }).end();
    case 'v1/me': {
      const who = caller(world, request);
      return who ? json(response, 200, data.people[who]) : problem(response, 401, 'Unauthorized');
    }
    default:
      return administration(world, request, response, url);
  }
}

async function administration(world, request, response, url) {
  const who = caller(world, request);
  if (!who) {
    return problem(response, 401, 'Unauthorized');
  }
  const text = await read(request);
  const form = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const answer = identityApi(world, {
    method: request.method, path: url.pathname.slice('/identity'.length), query: url.searchParams, who: data.people[who].subject,
    scopes: world.granted.get(bearer(request)), proof: world.proofs.get(bearer(request)), body: form ? Object.fromEntries(new URLSearchParams(text)) : text && JSON.parse(text),
  });
  if (!answer) {
    return problem(response, 404, 'Not found', `${request.method} ${url.pathname} is not served.`);
  }
  if (answer.body === undefined) {
    return response.writeHead(answer.status).end(answer.text);
  }
  return json(response, answer.status, answer.body, { 'Content-Type': 'application/json' });
}

const bearer = (request) => (request.headers.authorization ?? '').replace(/^Bearer /, '');

function caller(world, request) {
  return world.tokens.get(bearer(request));
}

async function registry(world, request, response, url) {
  const who = caller(world, request);
  if (!who) {
    return problem(response, 401, 'Unauthorized');
  }
  const text = await read(request);
  const answer = registryApi(world, { method: request.method, path: url.pathname, query: url.searchParams, person: data.people[who], body: text && JSON.parse(text) });
  if (!answer) {
    return problem(response, 404, 'Not found', `${request.method} ${url.pathname} is not served.`);
  }
  return answer.body === undefined ? response.writeHead(answer.status).end() : json(response, answer.status, answer.body);
}

async function orchestrator(world, request, response, url) {
  const who = caller(world, request);
  if (!who || world.refuseTokens > 0) {
    world.refuseTokens--;
    return problem(response, 401, 'Unauthorized', 'The token is not valid.');
  }
  const person = data.people[who];
  const parts = url.pathname.slice('/orchestrator/v2/'.length).split('/').map(decodeURIComponent);
  const query = url.searchParams;
  if (world.slowMs > 0) {
    await new Promise((resolve) => setTimeout(resolve, world.slowMs));
  }
  switch (`${request.method} ${parts[0]}`) {
    case 'GET catalogue': {
      if (world.failCatalogue) {
        return problem(response, 503, 'The catalogue is not ready', 'The service is starting. Try again in a moment.');
      }
      const services = world.emptyCatalogue ? [] : data.services;
      const one = services.find(({ id }) => id === parts[1]);
      return parts[1] === undefined ? json(response, 200, services) : one ? json(response, 200, one) : problem(response, 404, 'No such service', `There is no service ${parts[1]}.`);
    }
    case 'GET sites':
      return json(response, 200, data.sites());
    case 'POST plans': {
      const body = JSON.parse(await read(request));
      world.plans.push(body);
      if (world.refuseInputs) {
        return problem(response, 422, 'The inputs are not right', 'Correct the fields that are marked.', world.refuseInputs);
      }
      return json(response, 200, data.plan);
    }
    case 'POST deployments': {
      const body = JSON.parse(await read(request));
      world.creations.push(body);
      const known = world.created.get(body.requestId);
      const made = known ?? data.deployment(100 + world.created.size, { title: body.title ?? '', status: 'CREATE_IN_PROGRESS', phase: 'validate', progress: 3, outputs: [], resources: [], attempts: [], steps: [], createdAt: new Date().toISOString(), actions: ['delete'] });
      if (!known) {
        world.created.set(body.requestId, made);
        world.deployments.unshift(made);
      }
      return json(response, 201, made);
    }
    case 'GET deployments':
    case 'DELETE deployments':
      return parts[1] === undefined ? list(world, person, response, query) : one(world, person, request, response, parts);
    default:
      return problem(response, 404, 'Not found');
  }
}

function list(world, person, response, query) {
  const scope = query.get('scope') ?? 'mine';
  if (scope === 'all' && !person.admin) {
    return problem(response, 403, 'Forbidden', 'Only administrators see the deployments of everyone.');
  }
  const page = Number(query.get('page') ?? 0);
  const size = Number(query.get('size') ?? 20);
  const found = world.emptyDeployments ? [] : world.deployments.filter(
    (deployment) =>
      (scope !== 'mine' || deployment.owner.subject === person.subject || person.admin) &&
      (!query.get('group') || deployment.group === query.get('group')) &&
      (!query.get('status') || query.get('status').split(',').includes(deployment.status)) &&
      (query.get('deleted') === 'true' || deployment.status !== 'DELETE_COMPLETE'),
  );
  return json(response, 200, { content: found.slice(page * size, (page + 1) * size), totalElements: found.length, number: page, size });
}

function one(world, person, request, response, [, id, part]) {
  const deployment = world.deployments.find((known) => known.id === id);
  if (!deployment) {
    return problem(response, 404, 'No such deployment', `There is no deployment ${id}.`);
  }
  if (deployment.owner.subject !== person.subject && !person.admin && deployment.group !== 'astro') {
    return problem(response, 403, 'Forbidden', 'This deployment belongs to the group bio.');
  }
  if (request.method === 'DELETE') {
    Object.assign(deployment, { status: 'DELETE_IN_PROGRESS', phase: 'delete', progress: 5 });
    return json(response, 202, deployment);
  }
  switch (part) {
    case undefined:
      return json(response, 200, deployment);
    case 'template':
      response.writeHead(200, { 'Content-Type': 'application/yaml' });
      return response.end(data.template);
    case 'credentials':
      return json(response, 200, data.credentials);
    case 'events':
      return events(world, request, response, deployment);
    default:
      return problem(response, 404, 'Not found');
  }
}

function events(world, request, response, deployment) {
  const after = Number(request.headers['last-event-id'] ?? 0);
  world.streams.push(after);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(`event: deployment\ndata: ${JSON.stringify(deployment)}\n\n: still here\n\n`);
  const lines = data.logLines.filter(({ number }) => number > after);
  const cut = world.dropStreams > 0;
  for (const line of cut ? lines.slice(0, 5) : lines) {
    response.write(`id: ${line.number}\nevent: log\ndata: ${JSON.stringify(line)}\n\n`);
  }
  if (cut) {
    world.dropStreams--;
    response.end();
  } else if (!deployment.status.endsWith('IN_PROGRESS')) {
    response.end();
  }
}
