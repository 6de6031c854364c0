import { describe, expect, it } from 'vitest';
import type { UsableProvider } from '../api/usable';
import { searchUsable } from './search';

const flavor = (name: string, gpus = 0) => ({
  id: name, nativeId: name, name, description: '', vcpus: 1, ramMib: 1, diskGib: 1, swapMib: 0, ephemeralGib: 0, gpus, infiniband: false, shared: true,
});

const PROVIDER: UsableProvider = {
  id: 'p', name: 'ELBA', type: 'openstack', status: 'active', description: '', supportEmails: [], endpoint: '', downtimes: [],
  regions: [
    {
      id: 'r', name: 'tier1', services: [],
      projects: [
        {
          id: 'j', nativeId: 'j', name: 'astro', networks: [], quotas: {}, freshness: {}, flavors: [flavor('small'), flavor('huge', 2)],
          images: [{ id: 'i', nativeId: 'i', name: 'noble', description: '', osDistro: 'Ubuntu', cudaSupport: true, gpuDriver: false, tags: ['base'], shared: true }],
        },
        { id: 'k', nativeId: 'k', name: 'survey', networks: [], quotas: {}, freshness: {}, flavors: [flavor('small')], images: [] },
      ],
    },
  ],
};

const found = (text: string) =>
  searchUsable([PROVIDER], text).map(({ project, flavors, images }) => [project.name, flavors.map(({ name }) => name), images.map(({ name }) => name)]);

describe('What a group can use', () => {
  it('is shown whole without a word', () => {
    expect(found(' ')).toEqual([['astro', ['small', 'huge'], ['noble']], ['survey', ['small'], []]]);
  });

  it('is shown whole where the place fits', () => {
    expect(found('elba SURVEY')).toEqual([['survey', ['small'], []]]);
  });

  it('is narrowed to the things that fit', () => {
    expect(found('gpu')).toEqual([['astro', ['huge'], []]]);
    expect(found('ubuntu cuda')).toEqual([['astro', [], ['noble']]]);
  });

  it('needs all words, of the place or of one thing', () => {
    expect(found('tier1 small')).toEqual([['astro', ['small'], []], ['survey', ['small'], []]]);
    expect(found('ubuntu small')).toEqual([]);
  });
});
