import type { SigningAlgorithm, TokenProfile } from '../api/clients';

/** The token profiles, for people. */
export const PROFILES: readonly { readonly value: TokenProfile; readonly label: string }[] = [
  { value: 'iam', label: 'INDIGO IAM (iam)' },
  { value: 'wlcg', label: 'WLCG, for the grid (wlcg)' },
  { value: 'aarc', label: 'AARC, entitlements (aarc)' },
  { value: 'kc', label: 'Keycloak, roles (kc)' },
];

export const ALGORITHMS: readonly { readonly value: SigningAlgorithm; readonly label: string }[] = [
  { value: 'RS256', label: 'RS256' },
  { value: 'ES256', label: 'ES256: quicker to sign, shorter' },
];

/** What a client does that chooses nothing. */
export const USUAL = 'As usual here';

export function profileName(profile: TokenProfile | null | undefined): string {
  return PROFILES.find(({ value }) => value === profile)?.label ?? USUAL;
}
