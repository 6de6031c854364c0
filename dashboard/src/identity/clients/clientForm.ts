import type { Client, ClientForm } from '../api/clients';
import { words } from '../ui/words';

/** What stands in the form's fields: lists as lines, numbers as text. */
export interface ClientFields {
  readonly name: string;
  readonly description: string;
  readonly redirectUris: string;
  readonly postLogoutRedirectUris: string;
  readonly contacts: string;
  readonly homePage: string;
  readonly scopes: string;
  readonly grants: readonly string[];
  readonly authMethod: string;
  readonly requirePkce: boolean;
  readonly accessTokenSeconds: string;
  readonly refreshTokenSeconds: string;
  readonly reuseRefreshTokens: boolean;
  readonly mayIntrospect: boolean;
}

/** What only administrators set: how long tokens last, and whether the client may ask about others'. */
export type TokenLives = Pick<ClientFields, 'accessTokenSeconds' | 'refreshTokenSeconds' | 'reuseRefreshTokens' | 'mayIntrospect'>;

export const NEW_CLIENT: ClientFields = {
  name: '', description: '', redirectUris: '', postLogoutRedirectUris: '', contacts: '', homePage: '',
  scopes: 'openid profile email', grants: ['authorization_code'], authMethod: 'client_secret_basic', requirePkce: true,
  accessTokenSeconds: '3600', refreshTokenSeconds: '2592000', reuseRefreshTokens: false, mayIntrospect: true,
};

export function fieldsOf(client: Client): ClientFields {
  return {
    name: client.client_name,
    description: client.client_description ?? '',
    redirectUris: (client.redirect_uris ?? []).join('\n'),
    postLogoutRedirectUris: (client.post_logout_redirect_uris ?? []).join('\n'),
    contacts: (client.contacts ?? []).join('\n'),
    homePage: client.client_uri ?? '',
    scopes: client.scope,
    grants: client.grant_types,
    authMethod: client.token_endpoint_auth_method,
    requirePkce: client.code_challenge_method !== 'none',
    accessTokenSeconds: String(client.access_token_validity_seconds),
    refreshTokenSeconds: String(client.refresh_token_validity_seconds),
    reuseRefreshTokens: client.reuse_refresh_token,
    mayIntrospect: client.allow_introspection,
  };
}

export function formOf(fields: ClientFields): ClientForm {
  return {
    client_name: fields.name.trim(),
    client_description: fields.description.trim(),
    redirect_uris: words(fields.redirectUris),
    post_logout_redirect_uris: words(fields.postLogoutRedirectUris),
    contacts: words(fields.contacts),
    client_uri: fields.homePage.trim(),
    scope: words(fields.scopes).join(' '),
    grant_types: fields.grants,
    token_endpoint_auth_method: fields.authMethod,
    code_challenge_method: fields.requirePkce ? 'S256' : 'none',
    ...livesOf(fields),
  };
}

function livesOf(fields: TokenLives) {
  return {
    access_token_validity_seconds: Number(fields.accessTokenSeconds),
    refresh_token_validity_seconds: Number(fields.refreshTokenSeconds),
    reuse_refresh_token: fields.reuseRefreshTokens,
    allow_introspection: fields.mayIntrospect,
  };
}

/** The members that the fields change in the client; undefined if none. */
export function changedLives(client: Client, fields: TokenLives): Partial<ClientForm> | undefined {
  const changed = Object.entries(livesOf(fields)).filter(([name, value]) => client[name as keyof Client] !== value);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

/** What keeps the form from being sent, or undefined. The service checks the rest. */
export function fault(fields: ClientFields): string | undefined {
  if (fields.name.trim() === '') {
    return 'Give the client a name.';
  }
  if (fields.grants.length === 0) {
    return 'Choose at least one grant.';
  }
  if (fields.grants.includes('authorization_code') && words(fields.redirectUris).length === 0) {
    return 'Sign-in with a code needs a redirect address.';
  }
  return faultOfLives(fields);
}

export function isSeconds(text: string): boolean {
  return /^\d{1,9}$/.test(text.trim());
}

export function faultOfLives({ accessTokenSeconds, refreshTokenSeconds }: TokenLives): string | undefined {
  return isSeconds(accessTokenSeconds) && isSeconds(refreshTokenSeconds) ? undefined : 'Lifetimes are whole seconds.';
}
