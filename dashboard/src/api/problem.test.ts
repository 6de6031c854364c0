import { expect, it } from 'vitest';
import { ApiProblem, asProblem, isTransient, problemOf } from './problem';

const answer = (status: number, headers = {}) => new Response(null, { status, headers });

it('takes what the server says', () => {
  const problem = problemOf(answer(422), { title: 'Bad', detail: 'Worse', requestId: 'r1', errors: [{ path: 'a', message: 'b' }, 'rubbish'] });
  expect(problem).toMatchObject({ status: 422, title: 'Bad', message: 'Worse', requestId: 'r1', errors: [{ path: 'a', message: 'b' }] });
});

it('makes do with anything else', () => {
  for (const body of [undefined, null, '<html>', [], { title: 7 }]) {
    expect(problemOf(answer(502, { 'X-Request-Id': 'r2' }), body)).toMatchObject({ status: 502, title: 'The service failed', requestId: 'r2', errors: [] });
  }
});

it('asks again only where that may help', () => {
  expect([500, 503, 429].every((status) => isTransient(problemOf(answer(status), {})))).toBe(true);
  expect([400, 403, 404, 422].some((status) => isTransient(problemOf(answer(status), {})))).toBe(false);
  expect(isTransient(new TypeError('Failed to fetch'))).toBe(true);
  expect(isTransient(new Error('Signing in did not last'))).toBe(false);
});

it('keeps a problem and the words of our own errors', () => {
  const problem = problemOf(answer(404), {});
  expect(asProblem(problem)).toBe(problem);
  expect(asProblem(new Error('Signing in did not last'))).toBeInstanceOf(ApiProblem);
  expect(asProblem(new Error('Signing in did not last')).message).toBe('Signing in did not last');
});
