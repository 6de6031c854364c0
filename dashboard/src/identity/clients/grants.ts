/** The grants that a client may have, with their names for people (RFC 6749, 8628 and 8693). */
export const GRANTS = [
  { value: 'authorization_code', label: 'Sign-in with a code', open: true },
  { value: 'refresh_token', label: 'Refresh tokens', open: true },
  { value: 'urn:ietf:params:oauth:grant-type:device_code', label: 'Sign-in on another device', open: true },
  { value: 'client_credentials', label: 'Tokens of its own', open: true },
  { value: 'urn:ietf:params:oauth:grant-type:token-exchange', label: 'Token exchange', open: false },
] as const;

export function grantName(grant: string): string {
  return GRANTS.find(({ value }) => value === grant)?.label ?? grant;
}
