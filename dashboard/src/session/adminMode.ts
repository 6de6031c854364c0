import type { Settings } from './settings';

/**
 * Whether the address, below the origin, is one of the administration's: only there does the page
 * ask for the administrators' scopes, so that an ordinary visit holds no powerful token.
 */
export function isAdministration(address: string): boolean {
  return /^\/ui\/admin\/(?!deployments([/?#]|$))/.test(address);
}

/** The scopes to ask for when the sign-in is to return to the address. */
export function scopesFor(address: string, { scopes, adminScopes }: Pick<Settings, 'scopes' | 'adminScopes'>): string {
  return isAdministration(address) ? `${scopes} ${adminScopes}` : scopes;
}
