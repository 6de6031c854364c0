import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from '../generated/orchestrator';
import { session } from '../session/session';
import { problemOf } from './problem';

const authorise: Middleware = {
  async onRequest({ request }) {
    request.headers.set('Authorization', `Bearer ${await session.accessToken()}`);
    return request;
  },
  async onResponse({ response }) {
    if (response.status === 401) {
      // Leaves the page; the promise never settles, so nothing flashes an error meanwhile.
      await session.signInAgain();
    }
    return undefined;
  },
};

export const API = '/orchestrator/v2';

/** The orchestrator, typed by its contract, asked as the person who is signed in. */
export const orchestrator = createClient<paths>({ baseUrl: API });
orchestrator.use(authorise);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's body; throws {@link ApiProblem} for anything but success. */
export async function body<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (!response.ok || data === undefined) {
    throw problemOf(response, error);
  }
  return data;
}
