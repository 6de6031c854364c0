import { ask, askIfThere, found, part, slice, type Found, type ListAnswer } from './http';

/** A client as the service tells it: snake case as in RFC 7591; what is empty is absent. */
export interface Client {
  readonly client_id: string;
  readonly client_name: string;
  readonly client_description?: string;
  readonly redirect_uris?: readonly string[];
  readonly post_logout_redirect_uris?: readonly string[];
  readonly client_uri?: string;
  readonly logo_uri?: string;
  readonly tos_uri?: string;
  readonly policy_uri?: string;
  readonly jwks_uri?: string;
  readonly jwk?: string;
  readonly contacts?: readonly string[];
  readonly grant_types: readonly string[];
  /** Separated by blanks. */
  readonly scope: string;
  readonly token_endpoint_auth_method: string;
  readonly code_challenge_method: string;
  readonly access_token_validity_seconds: number;
  /** 0: without end. */
  readonly refresh_token_validity_seconds: number;
  readonly reuse_refresh_token: boolean;
  readonly allow_introspection: boolean;
  readonly dynamically_registered: boolean;
  readonly active: boolean;
  /** Milliseconds since 1970. */
  readonly created_at: number;
}

/** A client with what was just made for it, told this once. */
export interface IssuedClient extends Client {
  readonly client_secret?: string;
  readonly registration_access_token?: string;
}

/** What a form sends; the service fills in the rest. */
export type ClientForm = Pick<
  Client,
  'client_name' | 'grant_types' | 'scope' | 'token_endpoint_auth_method' | 'code_challenge_method' |
  'access_token_validity_seconds' | 'refresh_token_validity_seconds' | 'reuse_refresh_token' | 'allow_introspection'
> & {
  readonly client_description: string;
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris: readonly string[];
  readonly client_uri: string;
  readonly contacts: readonly string[];
};

export const SEARCH_FIELDS = ['name', 'contacts', 'scope', 'grantType', 'redirectUri'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

export interface ClientSearch {
  readonly field?: SearchField | undefined;
  readonly text?: string | undefined;
  readonly dynamicOnly?: boolean | undefined;
  readonly sortBy?: 'name' | 'created' | undefined;
  readonly down?: boolean | undefined;
  readonly page: number;
}

const same = (client: Client) => client;

export async function searchClients(
  { field, text, dynamicOnly, sortBy, down, page }: ClientSearch, signal: AbortSignal,
): Promise<Found<Client>> {
  const query = {
    searchType: field, search: text, drOnly: dynamicOnly || undefined, sortProperties: sortBy,
    sortDirection: down ? 'desc' : undefined, ...slice(page),
  };
  return found(await ask<ListAnswer<Client>>('GET', '/iam/api/search/clients', { query, signal }), same);
}

/** The clients that somebody owns; `me` stands for the signed-in person. */
export async function clientsOf(account: string, page: number, signal: AbortSignal): Promise<Found<Client>> {
  const path = `/iam/account/${part(account)}/clients`;
  return found(await ask<ListAnswer<Client>>('GET', path, { query: slice(page), signal }), same);
}

const path = (id: string, more = '') => `/iam/api/clients/${part(id)}${more}`;

export const readClient = (id: string, signal: AbortSignal): Promise<Client> => ask('GET', path(id), { signal });

export const createClient = (form: ClientForm): Promise<IssuedClient> =>
  ask('POST', '/iam/api/clients', { json: form });

/** Registers a client of one's own, with what everybody may ask for. */
export const registerClient = (form: ClientForm): Promise<IssuedClient> =>
  ask('POST', '/iam/api/client-registration', { json: form });

/** Members that the form does not show go back as they came. */
export const changeClient = (client: Client, form: Partial<ClientForm>): Promise<IssuedClient> =>
  ask('PUT', path(client.client_id), { json: { ...client, ...form } });

export type SigningAlgorithm = 'RS256' | 'ES256';
export type TokenProfile = 'iam' | 'wlcg' | 'aarc' | 'kc';

/** How a client's tokens look; what is not set follows the installation. */
export interface TokenSettings {
  readonly signingAlgorithm?: SigningAlgorithm | null;
  readonly profile?: TokenProfile | null;
}

const settingsOf = (id: string) => `/v1/clients/${part(id)}/token-settings`;

/** null for a client that somebody has just disabled: the service tells the settings of active ones only. */
export const tokenSettings = (id: string, signal: AbortSignal): Promise<TokenSettings | null> =>
  askIfThere(settingsOf(id), signal);

export const changeTokenSettings = (id: string, settings: TokenSettings): Promise<TokenSettings> =>
  ask('PUT', settingsOf(id), { json: settings });

export const setClientActive = (id: string, active: boolean): Promise<void> =>
  ask('PATCH', path(id, active ? '/enable' : '/disable'));

export const rotateSecret = (id: string): Promise<IssuedClient> => ask('POST', path(id, '/secret'));

export const issueRegistrationToken = (id: string): Promise<IssuedClient> => ask('POST', path(id, '/rat'));

export const removeClient = (id: string): Promise<void> => ask('DELETE', path(id));

export interface Owner {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  readonly active: boolean;
}

export async function owners(id: string, signal: AbortSignal): Promise<readonly Owner[]> {
  const answer = await ask<ListAnswer<Owner>>('GET', path(id, '/owners'), { query: slice(1, 100), signal });
  return answer.Resources;
}

export const addOwner = (id: string, account: string): Promise<void> => ask('POST', path(id, `/owners/${part(account)}`));

export const removeOwner = (id: string, account: string): Promise<void> =>
  ask('DELETE', path(id, `/owners/${part(account)}`));
