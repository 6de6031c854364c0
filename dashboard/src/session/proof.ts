/** The authentication context of two factors, as the research federations name it. */
export const TWO_FACTORS = 'https://refeds.org/profile/mfa';

/** How a sign-in was made, as the ID token says (OpenID Connect Core, section 2). */
export interface Proof {
  /** When the first factor was shown; undefined if the provider does not tell. */
  readonly at: string | undefined;
  /** What was shown (RFC 8176), such as `pwd`. */
  readonly methods: readonly string[];
  /** The authentication context that this is worth. */
  readonly context: string | undefined;
}

/** What a sign-in is to show beyond an ordinary one (OpenID Connect Core, section 3.1.2.1). */
export interface Wish {
  readonly context?: string;
  /** Seconds since the first factor was shown; 0: it is shown anew. */
  readonly maxAge?: number;
}

/** The parameters that ask a provider for it. */
export function parametersOf({ context, maxAge }: Wish): Record<string, string> {
  return {
    ...(context === undefined ? {} : { acr_values: context }),
    ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
  };
}

export function proofFrom(claims: Record<string, unknown>): Proof {
  const { auth_time: at, amr, acr } = claims;
  return {
    at: typeof at === 'number' ? new Date(at * 1000).toISOString() : undefined,
    methods: Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : [],
    context: typeof acr === 'string' ? acr : undefined,
  };
}

const METHODS: Readonly<Record<string, string>> = {
  pwd: 'password', otp: 'code of the app, or recovery code', hwk: 'passkey bound to its device', swk: 'passkey or certificate',
  pop: 'passkey that was just added', user: 'PIN, finger or face', oidc: 'another identity provider',
};

/** What was shown, for people. That there were two factors is told by the context. */
export function methodNames({ methods }: Proof): readonly string[] {
  return methods.filter((method) => method !== 'mfa').map((method) => METHODS[method] ?? method);
}
