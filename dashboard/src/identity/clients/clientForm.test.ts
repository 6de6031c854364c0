import { describe, expect, it } from 'vitest';
import { changedLives, fault, fieldsOf, formOf, NEW_CLIENT } from './clientForm';
import { grantName } from './grants';

const client = {
  client_id: 'c', client_name: 'Portal', redirect_uris: ['https://a/cb', 'https://b/cb'], contacts: ['a@x'], grant_types: ['authorization_code'],
  scope: 'openid profile', token_endpoint_auth_method: 'none', code_challenge_method: 'none', access_token_validity_seconds: 600,
  refresh_token_validity_seconds: 0, reuse_refresh_token: true, allow_introspection: false, dynamically_registered: true, active: true, created_at: 0,
};

describe('The form of a client', () => {
  it('sends back what it was filled with', () => {
    expect(formOf(fieldsOf(client))).toEqual({
      client_name: 'Portal', client_description: '', redirect_uris: ['https://a/cb', 'https://b/cb'], post_logout_redirect_uris: [], contacts: ['a@x'],
      client_uri: '', scope: 'openid profile', grant_types: ['authorization_code'], token_endpoint_auth_method: 'none', code_challenge_method: 'none',
      access_token_validity_seconds: 600, refresh_token_validity_seconds: 0, reuse_refresh_token: true, allow_introspection: false,
    });
  });

  it('says what is missing', () => {
    expect(fault(NEW_CLIENT)).toMatch(/name/);
    const named = { ...NEW_CLIENT, name: 'Portal' };
    expect(fault(named)).toMatch(/redirect address/);
    expect(fault({ ...named, redirectUris: ' \n' })).toMatch(/redirect address/);
    expect(fault({ ...named, grants: [] })).toMatch(/grant/);
    expect(fault({ ...named, grants: ['client_credentials'] })).toBeUndefined();
    expect(fault({ ...named, redirectUris: 'https://a/cb', accessTokenSeconds: '1 h' })).toMatch(/seconds/);
  });

  it('sends of the tokens’ lives what changed, or nothing', () => {
    const fields = fieldsOf(client);
    expect(changedLives(client, fields)).toBeUndefined();
    expect(changedLives(client, { ...fields, accessTokenSeconds: '900', reuseRefreshTokens: false })).toEqual({
      access_token_validity_seconds: 900, reuse_refresh_token: false,
    });
  });

  it('names grants, also those that it does not know', () => {
    expect([grantName('refresh_token'), grantName('urn:x:new')]).toEqual(['Refresh tokens', 'urn:x:new']);
  });
});
