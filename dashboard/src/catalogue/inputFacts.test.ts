import { expect, it } from 'vitest';
import type { Service } from '../api/types';
import { inputFacts } from './inputFacts';

const service = {
  inputs: [
    { name: 'page_title', label: 'Page title' },
    { name: 'admin_password', label: 'Password', secret: true },
    { name: 'public', label: 'Public' },
    { name: 'num_cpus', label: 'vCPU' },
  ],
} as Service;

it('names inputs as the form does, in its order, and tells no secret', () => {
  expect(inputFacts({ public: true, admin_password: 'hunter22', page_title: 'Stars' }, service)).toEqual([
    { name: 'page_title', label: 'Page title', text: 'Stars' },
    { name: 'admin_password', label: 'Password', text: '••••••••' },
    { name: 'public', label: 'Public', text: 'yes' },
  ]);
});

it('shows what the service does not know, or no longer, under its own name', () => {
  expect(inputFacts({ ports: [{ port: 80 }] }, undefined)).toEqual([
    { name: 'ports', label: 'ports', text: '[{"port":80}]' },
  ]);
});
