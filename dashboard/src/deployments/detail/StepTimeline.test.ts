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
  const shown = stepsToShow([
    step(0, 'validate', 'done'), step(0, 'place', 'done'), step(1, 'provision', 'failed'), step(1, 'place', 'done'),
    step(2, 'provision', 'running'),
  ]);
  expect(shown.map(({ attempt, name, state }) => `${attempt} ${name} ${state}`)).toEqual([
    '0 validate done', '1 place done', '2 provision running', '2 configure waiting', '2 verify waiting',
  ]);
});

it('promises no further steps to a deployment that is being deleted', () => {
  expect(stepsToShow([step(1, 'delete', 'running')])).toHaveLength(1);
});
