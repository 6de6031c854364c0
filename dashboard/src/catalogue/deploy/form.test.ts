import { describe, expect, it } from 'vitest';
import { problemOf } from '../../api/problem';
import type { Input, Service } from '../../api/types';
import { Drafts, newDraft } from './draft';
import { initialValues, inputsByTab, toInputs, validate, type FieldValue } from './form';
import { RequestIds } from './requestIds';
import { sortErrors } from './serverErrors';
import { formatSize, parseSize } from './size';

function input(widget: Input['widget'], more: Partial<Input> = {}): Input {
  return { name: 'x', type: 'string', label: 'X', required: false, widget, constraints: {}, ...more };
}

function service(...inputs: Input[]): Service {
  return { id: 's', name: 'S', description: '', icon: '', version: '1', tabs: [], inputs, outputs: [] };
}

const errorOf = (one: Input, value: FieldValue) => validate(service(one), { x: value })['x'];
const sent = (one: Input, value: FieldValue) => toInputs(service(one), { x: value })['x'];

describe('Validation', () => {
  it('asks for what is required, blank lists and sizes included', () => {
    for (const widget of ['text', 'integer', 'select', 'password'] as const) {
      expect(errorOf(input(widget, { required: true }), '')).toBe('X is needed');
      expect(errorOf(input(widget), '')).toBeUndefined();
    }
    expect(errorOf(input('list', { required: true }), [''])).toBe('X is needed');
    expect(errorOf(input('size', { required: true }), { amount: '', unit: 'GB' })).toBe('X is needed');
    expect(errorOf(input('boolean', { required: true }), false)).toBeUndefined();
  });

  it('keeps numbers in their range, and integers whole', () => {
    const ranged = input('integer', { constraints: { min: 1, max: 4 } });
    expect(errorOf(ranged, 5)).toBe('Give a number from 1 to 4');
    expect(errorOf(ranged, 4)).toBeUndefined();
    expect(errorOf(ranged, 1.5)).toBe('Give a whole number');
    expect(errorOf(input('float'), '-')).toBe('Give a number');
    expect(errorOf(input('float', { constraints: { min: 0 } }), -0.1)).toBe('Give 0 or more');
    expect(errorOf(input('float', { constraints: { max: 0 } }), 0)).toBeUndefined();
  });

  it('counts characters as people do', () => {
    expect(errorOf(input('text', { constraints: { maxLength: 2 } }), '🏝️'.slice(0, 2))).toBeUndefined();
    expect(errorOf(input('text', { constraints: { minLength: 3 } }), 'ab')).toBe('At least 3 characters, now 2');
  });

  it('matches a pattern as a whole', () => {
    const named = input('text', { constraints: { pattern: '[a-z]+|[0-9]+' } });
    expect(errorOf(named, 'abc')).toBeUndefined();
    expect(errorOf(named, 'abc1')).toContain('[a-z]+|[0-9]+');
  });

  it('leaves a pattern that the browser cannot read to the server', () => {
    expect(errorOf(input('text', { constraints: { pattern: '(?i)x[' } }), 'y')).toBeUndefined();
  });

  it('wants each name of a map once', () => {
    expect(errorOf(input('map'), [{ key: '', value: 'v' }])).toBe('Every entry needs a name');
    expect(errorOf(input('map'), [{ key: 'a', value: '1' }, { key: 'a', value: '2' }])).toBe('The name a is there twice');
    expect(errorOf(input('map'), [{ key: '', value: '' }])).toBeUndefined();
  });
});

describe('What is sent', () => {
  it('has the types of the contract', () => {
    expect(sent(input('integer'), '3')).toBe(3);
    expect(sent(input('select', { options: [{ value: 2, label: '2' }] }), '2')).toBe(2);
    expect(sent(input('size'), { amount: 20, unit: 'GiB' })).toBe('20 GiB');
    expect(sent(input('boolean'), false)).toBe(false);
    expect(sent(input('list'), ['a', ''])).toEqual(['a']);
    expect(sent(input('list', { default: [80] }), ['80', '443'])).toEqual([80, 443]);
    expect(sent(input('list', { default: [80] }), ['many'])).toEqual(['many']);
    expect(sent(input('map'), [{ key: 'a', value: '1' }])).toEqual({ a: '1' });
  });

  it('leaves out what is empty or hidden, so that defaults hold', () => {
    expect(toInputs(service(input('text'), input('hidden', { name: 'h' })), { x: '', h: 'v' })).toEqual({});
  });

  it('is the defaults when nothing is touched', () => {
    const all = service(
      input('select', { name: 'a', default: 'small' }), input('size', { name: 'b', default: '20 GB' }),
      input('boolean', { name: 'c', default: true }), input('map', { name: 'd', default: { k: { n: 1 } } }),
    );
    expect(toInputs(all, initialValues(all))).toEqual({ a: 'small', b: '20 GB', c: true, d: { k: { n: 1 } } });
  });
});

describe('Tabs', () => {
  it('hold their inputs in order; one that names no known tab goes to the first', () => {
    const tabbed = { ...service(input('text', { name: 'a', tab: 'Two' }), input('text', { name: 'b', tab: 'None' })), tabs: ['One', 'Two', 'Empty'] };
    expect(inputsByTab(tabbed).map(({ tab, inputs }) => [tab, inputs.map(({ name }) => name)])).toEqual([['One', ['b']], ['Two', ['a']]]);
  });
});

describe('Sizes', () => {
  it('are read in any case and written as they were', () => {
    expect(parseSize(' 10 gib ')).toEqual({ amount: 10, unit: 'GiB' });
    expect(parseSize('ten GB')).toBeUndefined();
    expect(parseSize(10)).toBeUndefined();
    expect(formatSize({ amount: 1.5, unit: 'TB' })).toBe('1.5 TB');
  });
});

describe('The server’s errors', () => {
  it('go to their fields, the others apart', () => {
    const problem = problemOf(new Response(null, { status: 422 }), {
      errors: [
        { path: 'a', message: 'one' }, { path: 'inputs.b[0]', message: 'two' }, { path: '/inputs/a/c', message: 'three' },
        { path: 'placement', message: 'four' },
      ],
    });
    expect(sortErrors(problem, ['a', 'b'])).toEqual({ fields: { a: 'one. three', b: 'two' }, others: ['placement: four'] });
  });
});

describe('Request ids', () => {
  it('stay with the same request and change with its content', () => {
    let count = 0;
    const ids = new RequestIds(() => `id-${++count}`);
    const request = { service: 's', group: 'g', keepLastAttempt: false };
    expect(ids.idFor(request)).toBe('id-1');
    expect(ids.idFor({ ...request })).toBe('id-1');
    expect(ids.idFor({ ...request, title: 't' })).toBe('id-2');
  });
});

describe('Drafts', () => {
  it('survive, secrets do not', () => {
    const kept = new Map<string, string>();
    const drafts = new Drafts({
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    });
    const form = service(input('text', { name: 'a' }), input('text', { name: 'token', secret: true }), input('password', { name: 'p' }));
    drafts.save('g', form, { ...newDraft(form), title: 'T', values: { a: 'kept', token: 'secret1', p: 'secret2' } });
    expect([...kept.values()].join()).not.toMatch(/secret/);
    expect(drafts.load('g', form)).toMatchObject({ title: 'T', values: { a: 'kept', token: '', p: '' } });
    expect(drafts.load('other', form)).toEqual(newDraft(form));
    drafts.forget('g', form);
    expect(drafts.load('g', form)).toEqual(newDraft(form));
  });
});
