import { ask, askIfThere, part, type ListAnswer } from './http';

/** A scope that the service knows. */
export interface Scope {
  readonly id: number;
  readonly value: string;
  readonly description: string;
  readonly icon: string;
  readonly defaultScope: boolean;
  readonly restricted: boolean;
}

export type NewScope = Omit<Scope, 'id'>;

export const scopes = (signal: AbortSignal): Promise<readonly Scope[]> => ask('GET', '/api/scopes', { signal });

export const createScope = (scope: NewScope): Promise<Scope> => ask('POST', '/api/scopes', { json: scope });

export const changeScope = (scope: Scope): Promise<Scope> => ask('PUT', `/api/scopes/${scope.id}`, { json: scope });

export const removeScope = (id: number): Promise<void> => ask('DELETE', `/api/scopes/${id}`);

/** Who gets which scopes. With neither account nor group, it is for everybody. */
export interface ScopePolicy {
  readonly id: number | string;
  readonly description: string;
  readonly rule: 'PERMIT' | 'DENY';
  readonly matchingPolicy: 'EQ' | 'REGEXP' | 'PATH';
  readonly account?: { readonly uuid: string; readonly username?: string; readonly name?: string } | null;
  readonly group?: { readonly uuid: string; readonly name?: string } | null;
  /** Empty: all. */
  readonly scopes?: readonly string[] | null;
}

export type NewScopePolicy = Omit<ScopePolicy, 'id'>;

export const scopePolicies = (signal: AbortSignal): Promise<readonly ScopePolicy[]> =>
  ask('GET', '/iam/scope_policies', { signal });

export const createScopePolicy = (policy: NewScopePolicy): Promise<unknown> =>
  ask('POST', '/iam/scope_policies', { json: policy });

export const changeScopePolicy = (policy: ScopePolicy): Promise<unknown> =>
  ask('PUT', `/iam/scope_policies/${part(String(policy.id))}`, { json: policy });

export const removeScopePolicy = (id: ScopePolicy['id']): Promise<void> =>
  ask('DELETE', `/iam/scope_policies/${part(String(id))}`);

/** What the policies say about one scope. */
export interface Decision {
  readonly scope: string;
  readonly permitted: boolean;
  readonly policy?: number | null;
  readonly reason: string;
}

/** What a person gets of the scopes, separated by blanks, at a client, and why. */
export const explainScopes = (account: string, client: string, scope: string): Promise<{ readonly scopes: readonly Decision[] }> =>
  ask('GET', '/iam/scope_policies/explain', { query: { account, client, scope } });

export type ClientMatch = 'ANY' | 'BY_ID' | 'BY_SCOPE';

/** One side of an exchange: any client, the one of an id, or those with a scope. */
export interface ExchangeParty {
  readonly type: ClientMatch;
  readonly matchParam?: string | null;
}

/** Which client may exchange tokens that were issued to which. */
export interface ExchangePolicy {
  readonly id: number | string;
  readonly description: string;
  readonly rule: 'PERMIT' | 'DENY';
  /** To whom the token was issued. */
  readonly originClient: ExchangeParty;
  /** Who exchanges it. */
  readonly destinationClient: ExchangeParty;
  /** What is said about scopes beside. */
  readonly scopePolicies?: readonly { readonly rule: 'PERMIT' | 'DENY'; readonly type: string; readonly matchParam: string }[];
}

export type NewExchangePolicy = Omit<ExchangePolicy, 'id'>;

/** The list may come bare or as a page. */
export async function exchangePolicies(signal: AbortSignal): Promise<readonly ExchangePolicy[]> {
  const answer = await ask<readonly ExchangePolicy[] | ListAnswer<ExchangePolicy>>('GET', '/iam/api/exchange/policies', { signal });
  return 'Resources' in answer ? answer.Resources : answer;
}

export const createExchangePolicy = (policy: NewExchangePolicy): Promise<unknown> =>
  ask('POST', '/iam/api/exchange/policies', { json: policy });

export const removeExchangePolicy = (id: ExchangePolicy['id']): Promise<void> =>
  ask('DELETE', `/iam/api/exchange/policies/${part(String(id))}`);

/** The acceptable use policy. */
export interface Aup {
  readonly url: string;
  readonly text: string;
  readonly description: string;
  /** 0: until the policy changes. */
  readonly signatureValidityInDays: number;
  /** Such as `30,15,1`. */
  readonly aupRemindersInDays: string;
  readonly creationTime: string;
  readonly lastUpdateTime: string;
}

export type AupForm = Omit<Aup, 'creationTime' | 'lastUpdateTime'>;

/** null where there is none. */
export const readAup = (signal: AbortSignal): Promise<Aup | null> => askIfThere('/iam/aup', signal);

export const createAup = (form: AupForm): Promise<Aup> => ask('POST', '/iam/aup', { json: form });

export const changeAup = (form: AupForm): Promise<Aup> => ask('PATCH', '/iam/aup', { json: form });

/** Makes everybody sign again. */
export const touchAup = (): Promise<Aup> => ask('POST', '/iam/aup/touch');

export const removeAup = (): Promise<void> => ask('DELETE', '/iam/aup');

export interface Signature {
  readonly signatureTime: string;
}

export const signatureOf = (account: string, signal: AbortSignal): Promise<Signature | null> =>
  askIfThere(`/iam/aup/signature/${part(account)}`, signal);

export const signFor = (account: string): Promise<unknown> => ask('PATCH', `/iam/aup/signature/${part(account)}`);

export const askToSignAgain = (account: string): Promise<void> => ask('DELETE', `/iam/aup/signature/${part(account)}`);

export interface SigningKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly state: 'published' | 'active' | 'retired';
  readonly createdAt: string;
  readonly activatedAt?: string | null;
  readonly retiredAt?: string | null;
}

export const signingKeys = (signal: AbortSignal): Promise<readonly SigningKey[]> => ask('GET', '/v1/keys', { signal });

export const rotateKeys = (now: boolean): Promise<readonly SigningKey[]> =>
  ask('POST', '/v1/keys/rotate', { query: { now } });
