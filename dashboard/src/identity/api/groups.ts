import { ask, found, part, slice, type Found, type ListAnswer } from './http';
import { personOf, type Label, type Person, type Reference, type ScimUser } from './people';

const EXTENSION = 'urn:indigo-dc:scim:schemas:IndigoGroup';

/** The label of groups that people get in a token only when they ask. */
export const OPTIONAL_GROUP: Label = { name: 'wlcg.optional-group' };

export interface Group {
  readonly id: string;
  /** The full path, such as `astro/survey`. */
  readonly name: string;
  readonly description: string;
  readonly parent: Reference | undefined;
  readonly labels: readonly Label[];
}

export interface ScimGroup {
  readonly id: string;
  readonly displayName: string;
  readonly [EXTENSION]?: {
    readonly parentGroup?: { readonly value: string; readonly display: string } | null;
    readonly description?: string;
    readonly labels?: readonly Label[];
  };
}

export function groupOf(group: ScimGroup): Group {
  const more = group[EXTENSION] ?? {};
  const parent = more.parentGroup;
  return {
    id: group.id,
    name: group.displayName,
    description: more.description ?? '',
    parent: parent ? { id: parent.value, name: parent.display } : undefined,
    labels: more.labels ?? [],
  };
}

/** Groups by name or description; everybody may ask. */
export async function searchGroups(
  filter: string | undefined, page: number, size: number, signal: AbortSignal,
): Promise<Found<Group>> {
  const query = { filter, ...slice(page, size) };
  return found(await ask<ListAnswer<ScimGroup>>('GET', '/iam/group/search', { query, signal }), groupOf);
}

const PAGE = 100;
/** Above this, the tree would be no help; the page then offers the search alone. */
export const TREE_LIMIT = 1_000;

/** Every group, for the tree; at most {@link TREE_LIMIT}, with the number that there are. */
export async function allGroups(signal: AbortSignal): Promise<Found<Group>> {
  const first = await searchGroups(undefined, 1, PAGE, signal);
  const pages = Math.ceil(Math.min(first.total, TREE_LIMIT) / PAGE);
  const items = [...first.items];
  for (let page = 2; page <= pages; page++) {
    items.push(...(await searchGroups(undefined, page, PAGE, signal)).items);
  }
  return { total: first.total, items };
}

export async function readGroup(id: string, signal: AbortSignal): Promise<Group> {
  // Without the members: they come page by page.
  return groupOf(await ask<ScimGroup>('GET', `/scim/Groups/${part(id)}`, { query: { attributes: `displayName,${EXTENSION}` }, signal }));
}

export async function members(id: string, page: number, signal: AbortSignal): Promise<Found<Reference>> {
  const answer = await ask<ListAnswer<{ value: string; display: string }>>('GET', `/scim/Groups/${part(id)}/members`, {
    query: slice(page), signal,
  });
  return found(answer, ({ value, display }) => ({ id: value, name: display }));
}

export async function subgroups(id: string, signal: AbortSignal): Promise<Found<Group>> {
  return found(await ask<ListAnswer<ScimGroup>>('GET', `/scim/Groups/${part(id)}/subgroups`, { query: slice(1, PAGE), signal }), groupOf);
}

export async function managers(id: string, signal: AbortSignal): Promise<readonly Person[]> {
  return (await ask<readonly ScimUser[]>('GET', `/iam/group/${part(id)}/group-managers`, { signal })).map(personOf);
}

export const createGroup = (name: string, description: string, parent: string | undefined): Promise<Reference> =>
  ask('POST', '/iam/group', { json: { name, description, ...(parent === undefined ? {} : { parent: { uuid: parent } }) } });

export const describeGroup = (id: string, description: string): Promise<unknown> =>
  ask('PUT', `/iam/group/${part(id)}`, { json: { description } });

export const removeGroup = (id: string): Promise<void> => ask('DELETE', `/scim/Groups/${part(id)}`);

const capabilitiesOf = (id: string) => `/iam/group/${part(id)}/capabilities`;

/** The scopes of the group's capability set, none if it has no set. */
export const readCapabilities = async (id: string, signal: AbortSignal): Promise<readonly string[]> =>
  (await ask<{ readonly scopes: readonly string[] }>('GET', capabilitiesOf(id), { signal })).scopes;

/** Replaces the whole set. */
export const setCapabilities = (id: string, scopes: readonly string[]): Promise<unknown> =>
  ask('PUT', capabilitiesOf(id), { json: { scopes } });

export const removeCapabilities = (id: string): Promise<void> => ask('DELETE', capabilitiesOf(id));

/** A group with those right below it. */
export interface Branch {
  readonly group: Group;
  readonly below: readonly Branch[];
}

/** The groups as trees, by name; a group whose parent is not among them stands at the top. */
export function treeOf(groups: readonly Group[]): readonly Branch[] {
  const known = new Set(groups.map(({ id }) => id));
  const below = new Map<string, Group[]>();
  for (const group of groups) {
    const above = group.parent && known.has(group.parent.id) ? group.parent.id : '';
    below.set(above, [...(below.get(above) ?? []), group]);
  }
  const branches = (parent: string): readonly Branch[] =>
    (below.get(parent) ?? [])
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .map((group) => ({ group, below: branches(group.id) }));
  return branches('');
}

/** The last part of a full name. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
