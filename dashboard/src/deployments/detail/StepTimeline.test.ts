import { expect, it } from 'vitest';
import type { Step } from '../../api/types';
import { stepsToShow } from './StepTimeline';

const step = (attempt: number, name: Step['name'], state: Step['state']): Step => ({ attempt, name, state, tries: 1 });

it('shows the whole road before the first step is known', () => {
  expect(stepsToShow([]).map(({ name, state }) => `${name} ${state}`)).toEqual([
    'validate waiting', 'place waiting', 'provision waiting', 'configure waiting', 'verify waiting',
  ]);
});

it('shows the newest attempt, with what is still ahead', () => {
  const shown = stepsToShow([step(1, 'validate', 'done'), step(1, 'provision', 'failed'), step(2, 'place', 'running')]);
  expect(shown.filter(({ state }) => state !== 'waiting')).toEqual([step(2, 'place', 'running')]);
  expect(shown.every(({ attempt }) => attempt === 2)).toBe(true);
});

it('promises no further steps to a deployment that is being deleted', () => {
  expect(stepsToShow([step(1, 'delete', 'running')])).toHaveLength(1);
});
