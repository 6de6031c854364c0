import type { Agreement, Outcome, ProviderStatus, ProviderType } from '../api/shared';

/** The registry's words, as people read them. */

export const TYPES: Record<ProviderType, string> = { openstack: 'OpenStack', kubernetes: 'Kubernetes' };

export const STATUSES: Record<ProviderStatus, { readonly label: string; readonly about: string }> = {
  active: { label: 'Active', about: 'All of it was read' },
  limited: { label: 'Limited', about: 'It works, but the last reading could not see everything' },
  maintenance: { label: 'Maintenance', about: 'Its operators work on it; what was known of it is kept' },
  removed: { label: 'Removed', about: 'It has left the federation' },
};

export const OUTCOMES: Record<Outcome, string> = {
  ok: 'Read', failed: 'Failed', forbidden: 'Forbidden', skipped: 'Not read',
};

export const STANDINGS: Record<Agreement['standing'], string> = {
  current: 'Current', expired: 'Expired', 'not-yet': 'Not begun yet',
};

const NAMES: Readonly<Record<string, string>> = {
  identity: 'Login and project',
  'compute-quota': 'Computing quota',
  'block-storage-quota': 'Block storage quota',
  'network-quota': 'Network quota',
  'object-store': 'Object storage',
  'block-storage': 'Block storage',
  compute: 'Computing',
  'identity-provider': 'Identity provider',
  'user-group': 'Group',
};

/** The name of a facet, a service or a kind of item: `Block storage quota` for `block-storage-quota`. */
export function nameOf(word: string): string {
  const text = word.replaceAll(/[-_]/g, ' ');
  return NAMES[word] ?? text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a held loss is of: `Flavors in tier1`. The facet of the login stands for the projects, or for a region itself. */
export function nameOfHold({ region, facet }: { readonly region: string; readonly facet: string }): string {
  if (facet === 'identity') {
    return region === '' ? 'Projects' : `Region ${region}`;
  }
  return region === '' ? nameOf(facet) : `${nameOf(facet)} in ${region}`;
}
