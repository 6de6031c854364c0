// The identity service's interfaces for people, groups, clients and rules, in memory. Who may do what is
// decided as the real controllers decide it: by the token's scopes, by managing a group, by being the person.
import { identityWorld } from './identityData.mjs';
import { PEOPLE } from './identityPeople.mjs';
import { RULES } from './identityRules.mjs';
import { Refused } from './identityViews.mjs';

export { identityWorld };

const ROUTES = [...PEOPLE, ...RULES];

/** Answers a request below /identity of somebody with a token; undefined for paths that are not served here. */
export function identityApi(world, { method, path, query, body, who, scopes, proof }) {
  if (world.failing?.test(path)) {
    return { status: 503, body: { title: 'The service is not ready', detail: 'The service is starting. Try again in a moment.', requestId: 'req-7f3a' } };
  }
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
        const answer = handler({ world, self, has, require, query, body, proof }, ...match.slice(1).map(decodeURIComponent));
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
