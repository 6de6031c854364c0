import { ask, found, part, slice, type Found, type ListAnswer } from './http';

const EXTENSION = 'urn:indigo-dc:scim:schemas:IndigoUser';
export const ADMINISTRATOR = 'ROLE_ADMIN';

export interface Reference {
  readonly id: string;
  readonly name: string;
}

export interface Label {
  readonly prefix?: string;
  readonly name: string;
  readonly value?: string;
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
}

export interface Certificate {
  readonly label: string;
  readonly subject: string;
  readonly issuer: string;
}

export interface SshKey {
  readonly label: string;
  readonly fingerprint: string;
  readonly value: string | undefined;
}

export interface LinkedIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** An account. Group managers are told the first part only; the rest is then empty. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly createdAt: string;
  readonly groups: readonly Reference[];
  readonly managed: readonly Reference[];
  readonly service: boolean;
  readonly authorities: readonly string[];
  readonly endTime: string | undefined;
  readonly labels: readonly Label[];
  readonly attributes: readonly Attribute[];
  readonly certificates: readonly Certificate[];
  readonly sshKeys: readonly SshKey[];
  readonly identities: readonly LinkedIdentity[];
}

interface ScimReference {
  readonly value: string;
  readonly display: string;
}

/** A user on the wire (RFC 7643, section 4.1, with the extension of INDIGO IAM). */
export interface ScimUser {
  readonly id: string;
  readonly userName: string;
  readonly name?: { readonly givenName?: string; readonly familyName?: string; readonly formatted?: string };
  readonly active: boolean;
  readonly emails?: readonly { readonly value: string; readonly primary?: boolean }[];
  readonly meta?: { readonly created?: string };
  readonly groups?: readonly ScimReference[];
  readonly [EXTENSION]?: {
    readonly serviceAccount?: boolean;
    readonly authorities?: readonly string[];
    readonly endTime?: string;
    readonly labels?: readonly Label[];
    readonly attributes?: readonly Attribute[];
    readonly managedGroups?: readonly ScimReference[];
    readonly certificates?: readonly { readonly display?: string; readonly subjectDn?: string; readonly issuerDn?: string }[];
    readonly sshKeys?: readonly { readonly display?: string; readonly fingerprint?: string; readonly value?: string }[];
    readonly oidcIds?: readonly LinkedIdentity[];
  };
}

const reference = ({ value, display }: ScimReference): Reference => ({ id: value, name: display });

export function personOf(user: ScimUser): Person {
  const more = user[EXTENSION] ?? {};
  const { givenName = '', familyName = '', formatted } = user.name ?? {};
  const emails = user.emails ?? [];
  return {
    id: user.id,
    username: user.userName,
    givenName,
    familyName,
    name: formatted ?? (`${givenName} ${familyName}`.trim() || user.userName),
    email: (emails.find(({ primary }) => primary) ?? emails[0])?.value ?? '',
    active: user.active,
    createdAt: user.meta?.created ?? '',
    groups: (user.groups ?? []).map(reference),
    managed: (more.managedGroups ?? []).map(reference),
    service: more.serviceAccount ?? false,
    authorities: more.authorities ?? [],
    endTime: more.endTime,
    labels: more.labels ?? [],
    attributes: more.attributes ?? [],
    certificates: (more.certificates ?? []).map(({ display = '', subjectDn = '', issuerDn = '' }) => ({
      label: display, subject: subjectDn, issuer: issuerDn,
    })),
    sshKeys: (more.sshKeys ?? []).map(({ display = '', fingerprint = '', value }) => ({
      label: display, fingerprint, value,
    })),
    identities: more.oidcIds ?? [],
  };
}

export type PeopleOrder = 'name' | 'email' | 'creation';

export interface PeopleSearch {
  readonly filter?: string | undefined;
  readonly sortBy?: PeopleOrder | undefined;
  readonly down?: boolean | undefined;
  readonly page: number;
  readonly size?: number;
}

export async function searchPeople(
  { filter, sortBy, down, page, size }: PeopleSearch, signal: AbortSignal,
): Promise<Found<Person>> {
  const query = { filter, sortBy, sortDirection: down ? 'desc' : undefined, ...slice(page, size) };
  return found(await ask<ListAnswer<ScimUser>>('GET', '/iam/account/search', { query, signal }), personOf);
}

/** The signed-in person's whole account. */
export async function readSelf(signal: AbortSignal): Promise<Person> {
  return personOf(await ask<ScimUser>('GET', '/scim/Me', { signal }));
}

export async function readPerson(id: string, signal: AbortSignal): Promise<Person> {
  return personOf(await ask<ScimUser>('GET', `/scim/Users/${part(id)}`, { signal }));
}

export interface Profile {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
}

export interface NewPerson extends Profile {
  readonly username: string;
}

const names = ({ givenName, familyName, email }: Profile) => ({
  name: { givenName, familyName },
  emails: [{ type: 'work', value: email, primary: true }],
});

export async function createPerson(person: NewPerson): Promise<Person> {
  const json = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: person.username, active: true, ...names(person) };
  return personOf(await ask<ScimUser>('POST', '/scim/Users', { json }));
}

/** A PATCH body of one replacement (RFC 7644, section 3.5.2). */
function replacement(value: unknown): unknown {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], operations: [{ op: 'replace', value }] };
}

export const changeProfile = (id: string, profile: Profile): Promise<void> =>
  ask('PATCH', `/scim/Users/${part(id)}`, { json: replacement(names(profile)) });

/** Sends only what changed: the service may allow some of the fields and refuse the others. */
export function changeOwnProfile(before: Profile, after: Profile): Promise<void> {
  const { name, emails } = names(after);
  const renamed = before.givenName !== after.givenName || before.familyName !== after.familyName;
  return ask('PATCH', '/scim/Me', {
    json: replacement({ ...(renamed ? { name } : {}), ...(before.email === after.email ? {} : { emails }) }),
  });
}

export const setActive = (id: string, active: boolean): Promise<void> =>
  ask('PATCH', `/scim/Users/${part(id)}`, { json: replacement({ active }) });

export const setService = (id: string, serviceAccount: boolean): Promise<void> =>
  ask('PATCH', `/scim/Users/${part(id)}`, { json: replacement({ [EXTENSION]: { serviceAccount } }) });

export const removePerson = (id: string): Promise<void> => ask('DELETE', `/scim/Users/${part(id)}`);

/** Sets the end of the membership, as `2030-12-31`; undefined clears it. */
export const setEndTime = (id: string, endTime: string | undefined): Promise<void> =>
  ask('PUT', `/iam/account/${part(id)}/endTime`, { json: endTime === undefined ? {} : { endTime } });

export const setAdministrator = (id: string, administrator: boolean): Promise<void> =>
  ask(administrator ? 'POST' : 'DELETE', `/iam/account/${part(id)}/authorities`, { query: { authority: ADMINISTRATOR } });

export const join = (id: string, group: string): Promise<void> =>
  ask('POST', `/iam/account/${part(id)}/groups/${part(group)}`);

export const leave = (id: string, group: string): Promise<void> =>
  ask('DELETE', `/iam/account/${part(id)}/groups/${part(group)}`);

export const appoint = (id: string, group: string): Promise<void> =>
  ask('POST', `/iam/account/${part(id)}/managed-groups/${part(group)}`);

export const dismiss = (id: string, group: string): Promise<void> =>
  ask('DELETE', `/iam/account/${part(id)}/managed-groups/${part(group)}`);

/** What labels and attributes hang on. */
export type Bearer = { readonly kind: 'account' | 'group'; readonly id: string };

export const setLabel = ({ kind, id }: Bearer, label: Label): Promise<void> =>
  ask('PUT', `/iam/${kind}/${part(id)}/labels`, { json: label });

export const removeLabel = ({ kind, id }: Bearer, { prefix, name }: Label): Promise<void> =>
  ask('DELETE', `/iam/${kind}/${part(id)}/labels`, { query: { prefix, name } });

export const readAttributes = ({ kind, id }: Bearer, signal: AbortSignal): Promise<readonly Attribute[]> =>
  ask('GET', `/iam/${kind}/${part(id)}/attributes`, { signal });

export const setAttribute = ({ kind, id }: Bearer, attribute: Attribute): Promise<void> =>
  ask('PUT', `/iam/${kind}/${part(id)}/attributes`, { json: attribute });

export const removeAttribute = ({ kind, id }: Bearer, { name }: Attribute): Promise<void> =>
  ask('DELETE', `/iam/${kind}/${part(id)}/attributes`, { query: { name } });

/** A link of an account, as the extension of the user names it. */
export type Link =
  | { readonly kind: 'oidcIds'; readonly entry: LinkedIdentity }
  | { readonly kind: 'certificates'; readonly entry: { readonly subjectDn: string; readonly issuerDn: string } }
  | { readonly kind: 'sshKeys'; readonly entry: { readonly fingerprint: string } };

export const removeLink = (id: string, { kind, entry }: Link): Promise<void> =>
  ask('PATCH', `/scim/Users/${part(id)}`, {
    json: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      operations: [{ op: 'remove', value: { [EXTENSION]: { [kind]: [entry] } } }],
    },
  });

export interface JoinedGroup extends Reference {
  readonly joiningTime: string;
}

export const ownGroups = (signal: AbortSignal): Promise<readonly JoinedGroup[]> =>
  ask('GET', '/iam/account/me/groups', { signal });

export interface ManagedGroups {
  readonly managedGroups: readonly Reference[];
}

export const managedGroups = (id: string, signal: AbortSignal): Promise<ManagedGroups> =>
  ask('GET', `/iam/account/${part(id)}/managed-groups`, { signal });

/** What a client has of a person: grants with tokens, a consent, or both. */
export interface ClientAccess {
  readonly clientId: string;
  readonly clientName: string;
  readonly ofTheProduct: boolean;
  readonly consentedScopes: readonly string[];
  readonly consentedAt: string | null;
  readonly grants: number;
  readonly grantedScopes: readonly string[];
  readonly since: string | null;
  readonly until: string | null;
}

export const accessOf = (id: string, signal: AbortSignal): Promise<readonly ClientAccess[]> =>
  ask('GET', `/v1/accounts/${part(id)}/clients`, { signal });

export const takeAccess = (id: string, client: string): Promise<void> =>
  ask('DELETE', `/v1/accounts/${part(id)}/clients/${part(client)}`);
