/** Where and as whom the dashboard signs people in. Served as the static file `/ui/settings.json`. */
export interface Settings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: string;
  /** Asked for in addition on the pages of the administration; others' tokens come without them. */
  readonly adminScopes: string;
  /** Members see the administrators' pages when `/identity/v1/me` cannot be asked. */
  readonly adminGroup: string;
  readonly organisation: Organisation;
}

/** Whose dashboard this is. */
export interface Organisation {
  readonly name: string;
  /** Whether it has a picture of its own, at `/ui/look/logo`. */
  readonly logo: boolean;
}

const ADMIN_SCOPES =
  'iam:admin.read iam:admin.write scim:read scim:write registration:read registration:write';

/** Completes what the settings file says with the defaults. */
export function settingsFrom(file: unknown, origin: string): Settings {
  const given = (typeof file === 'object' && file !== null ? file : {}) as Record<string, unknown>;
  const text = (key: string, fallback: string) => {
    const value = given[key];
    return typeof value === 'string' && value !== '' ? value : fallback;
  };
  return {
    issuer: text('issuer', `${origin}/identity`),
    clientId: text('clientId', 'dashboard'),
    scopes: text('scopes', 'openid profile email'),
    adminScopes: text('adminScopes', ADMIN_SCOPES),
    adminGroup: text('adminGroup', 'admins'),
    organisation: organisationFrom(given.organisation),
  };
}

/** Completes what is known of the organisation with the product's own name. */
export function organisationFrom(given: unknown): Organisation {
  const { name, logo } = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  return { name: typeof name === 'string' && name !== '' ? name : 'Arcipelago', logo: logo === true };
}

export async function loadSettings(): Promise<Settings> {
  const answer = await fetch('/ui/settings.json', { cache: 'no-cache' });
  const file: unknown = answer.ok ? await answer.json().catch(() => ({})) : {};
  return settingsFrom(file, location.origin);
}
