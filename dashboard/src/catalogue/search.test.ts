import { expect, it } from 'vitest';
import type { Service } from '../api/types';
import { matching } from './search';

const service = (id: string, name: string, description: string): Service => ({
  id, name, description, icon: '', version: '1', tabs: [], inputs: [], outputs: [],
});
const services = [service('vm', 'Virtual machine', 'A Linux server'), service('web', 'Web service', 'A web server')];

it('finds services that have every word, in any case and order', () => {
  expect(matching(services, 'SERVER linux')).toEqual([services[0]]);
  expect(matching(services, 'server')).toEqual(services);
  expect(matching(services, 'windows')).toEqual([]);
});

it('finds everything without a word', () => {
  expect(matching(services, '  ')).toEqual(services);
});
