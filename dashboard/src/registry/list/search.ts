import type { ListState } from '../../identity/ui/listState';
import type { ProviderLine } from '../api/providers';
import { freeOf } from '../ui/amounts';
import { TYPES } from '../ui/words';

const BY: Readonly<Record<string, (one: ProviderLine, other: ProviderLine) => number>> = {
  name: (one, other) => one.name.localeCompare(other.name),
  type: (one, other) => one.type.localeCompare(other.type),
  status: (one, other) => (one.status ?? '').localeCompare(other.status ?? ''),
  read: (one, other) => (one.heardAt ?? '').localeCompare(other.heardAt ?? ''),
  free: (one, other) => compare(freeOf(one.capacity['cores']), freeOf(other.capacity['cores'])),
  projects: (one, other) => compare(one.projects ?? 0, other.projects ?? 0),
};

/** The providers that fit the words and the filters, in the order that is asked for. */
export function searchProviders(providers: readonly ProviderLine[], { q = '', only = {}, sort = 'name', down }: ListState): ProviderLine[] {
  const wanted = q.toLocaleLowerCase();
  const order = BY[sort] ?? BY['name'];
  return providers
    .filter(
      (provider) =>
        textsOf(provider).some((text) => text.toLocaleLowerCase().includes(wanted)) &&
        (only['status'] === undefined || provider.status === only['status']) &&
        (only['type'] === undefined || provider.type === only['type']) &&
        (only['fresh'] === undefined || (provider.notFresh ?? 0) + (provider.held ?? 0) > 0),
    )
    .sort((one, other) => (down ? -1 : 1) * (order?.(one, other) ?? 0) || one.name.localeCompare(other.name));
}

function textsOf({ name, type, regions }: ProviderLine): string[] {
  return [name, TYPES[type], ...regions.flatMap((region) => [region.name, region.location?.site ?? '', region.location?.country ?? ''])];
}

/** Infinite amounts are equal. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
