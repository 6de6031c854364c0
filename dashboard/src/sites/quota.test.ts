import { expect, it } from 'vitest';
import { quotaViews } from './quota';

it('orders the quotas and says what is free', () => {
  const views = quotaViews([
    { resource: 'floatingIps', limit: 4, used: 4 },
    { resource: 'vcpus', limit: 20, used: 5 },
    { resource: 'ramMib', limit: 65536, used: 57344 },
  ]);
  expect(views.map(({ label, text, percent, level }) => [label, text, percent, level])).toEqual([
    ['vCPU', '15 of 20 free', 25, 'fine'],
    ['RAM', '8 of 64 GiB free', 88, 'tight'],
    ['Floating IPs', '0 of 4 free', 100, 'full'],
  ]);
});

it('keeps both units where they differ', () => {
  expect(quotaViews([{ resource: 'volumeGib', limit: 2048, used: 1548 }])[0]?.text).toBe('500 GiB of 2 TiB free');
});

it('draws no bar without a limit', () => {
  expect(quotaViews([{ resource: 'servers', limit: -1, used: 3 }])[0]).toMatchObject({
    text: '3 used, no limit', percent: undefined, level: 'fine',
  });
});

it('bears a quota that was lowered below its use, and one of nothing', () => {
  expect(quotaViews([{ resource: 'servers', limit: 2, used: 5 }])[0]).toMatchObject({ text: '0 of 2 free', percent: 100, level: 'full' });
  expect(quotaViews([{ resource: 'servers', limit: 0, used: 0 }])[0]).toMatchObject({ percent: 100, level: 'full' });
});

it('tells of networks and their like only when they run short', () => {
  const views = quotaViews([
    { resource: 'routers', limit: 10, used: 10 },
    { resource: 'networks', limit: 10, used: 1 },
    { resource: 'servers', limit: 10, used: 1 },
  ]);
  expect(views.map(({ label }) => label)).toEqual(['Servers', 'Routers']);
});
