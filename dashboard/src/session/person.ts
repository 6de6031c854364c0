/** Who is signed in, as the ID token says. */
export interface Person {
  readonly subject: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly groups: readonly string[];
}

/** The person in an ID token's claims. */
export function personFrom(claims: Record<string, unknown> & { sub: string }): Person {
  const text = (key: string) => (typeof claims[key] === 'string' ? claims[key] : undefined);
  const groups = claims['groups'];
  return {
    subject: claims.sub,
    name: text('name') ?? text('preferred_username') ?? claims.sub,
    email: text('email'),
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
  };
}
