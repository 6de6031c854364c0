import * as oauth from 'oauth4webapi';
import { isAdministration, scopesFor } from './adminMode';
import { personFrom, type Person } from './person';
import { PendingSignIns } from './pending';
import { parametersOf, proofFrom, type Proof, type Wish } from './proof';
import { loadSettings, organisationFrom, type Organisation, type Settings } from './settings';

interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly id: string | undefined;
  readonly scopes: readonly string[];
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

const REFRESH_BEFORE_MS = 60_000;
const DEFAULT_LIFETIME_S = 300;
const SIGNED_IN_PATH = '/ui/callback';
const SIGNED_OUT_STATE = 'signed-out';

/** Whether the page was loaded by the end of a sign-out: then it waits instead of signing in. */
export function isSignedOut(address: Location): boolean {
  return address.pathname === '/ui/' && new URLSearchParams(address.search).get('state') === SIGNED_OUT_STATE;
}

/**
 * The session of this page: OpenID Connect authorization code with PKCE. Tokens live in memory and
 * die with the page; after a reload the identity provider's own session brings new ones by redirect.
 */
class Session {
  #settings: Settings | undefined;
  #provider: oauth.AuthorizationServer | undefined;
  #tokens: Tokens | undefined;
  #person: Person | undefined;
  #proof: Proof | undefined;
  #refreshing: Promise<boolean> | undefined;
  /** Whether the tokens in hand were asked for with the administrators' scopes. */
  #askedForMore = false;
  readonly #pending = new PendingSignIns(sessionStorage);

  get person(): Person {
    if (!this.#person) {
      throw new Error('Nobody is signed in yet');
    }
    return this.#person;
  }

  /** How the sign-in of this page was made. */
  get proof(): Proof {
    return this.#proof ?? proofFrom({});
  }

  get settings(): Settings {
    if (!this.#settings) {
      throw new Error('The settings are not loaded yet');
    }
    return this.#settings;
  }

  /** Whose dashboard this is; the product's own name until the settings are there. */
  get organisation(): Organisation {
    return this.#settings?.organisation ?? organisationFrom(undefined);
  }

  /**
   * Whether the token may administer: `no` once the provider was asked and refused, `ask` while it
   * was not asked.
   */
  get administration(): 'yes' | 'no' | 'ask' {
    const wanted = this.settings.adminScopes.split(' ');
    if (wanted.some((scope) => this.#tokens?.scopes.includes(scope))) {
      return 'yes';
    }
    return this.#askedForMore ? 'no' : 'ask';
  }

  /** Leaves for a token with the administrators' scopes and returns to the same page. Never resolves. */
  elevate(): Promise<never> {
    return this.#leave();
  }

  /** Leaves for a sign-in that shows what is wished and returns to the same page. Never resolves. */
  confirm(wish: Wish): Promise<never> {
    return this.#leave(wish);
  }

  /** Completes a sign-in that came back, or leaves for one. Resolves only when signed in. */
  async start(): Promise<void> {
    if (!window.isSecureContext) {
      throw new Error(`Signing in needs HTTPS or localhost; this page came from ${location.origin}.`);
    }
    this.#settings = await loadSettings();
    this.#provider = await this.#discover(this.#settings);
    if (location.pathname === SIGNED_IN_PATH) {
      await this.#complete(new URL(location.href));
    } else {
      await this.#leave();
    }
  }

  /** A token that is good for at least a few seconds. Leaves the page when there is no way to one. */
  async accessToken(): Promise<string> {
    const tokens = this.#tokens;
    if (tokens && tokens.expiresAt - Date.now() > REFRESH_BEFORE_MS) {
      return tokens.access;
    }
    if (tokens?.refresh) {
      this.#refreshing ??= this.#refresh(tokens.refresh).finally(() => (this.#refreshing = undefined));
      await this.#refreshing;
    }
    if (this.#tokens && this.#tokens.expiresAt > Date.now()) {
      return this.#tokens.access;
    }
    return this.signInAgain();
  }

  /** Sends the person to sign in and back to where they are. Never resolves. */
  async signInAgain(): Promise<never> {
    if (!this.#pending.mayLeaveAgain(Date.now())) {
      throw new Error('Signing in did not last: the service refuses the token that it was just given.');
    }
    return this.#leave();
  }

  /** Ends the session here and at the identity provider. */
  signOut(): void {
    const end = this.#provider?.end_session_endpoint;
    const back = `${location.origin}/ui/`;
    const id = this.#tokens?.id;
    this.#tokens = undefined;
    if (!end) {
      location.assign(`${back}?state=${SIGNED_OUT_STATE}`);
      return;
    }
    const target = new URL(end);
    target.searchParams.set('client_id', this.settings.clientId);
    target.searchParams.set('post_logout_redirect_uri', back);
    target.searchParams.set('state', SIGNED_OUT_STATE);
    if (id) {
      target.searchParams.set('id_token_hint', id);
    }
    location.assign(target);
  }

  async #discover(settings: Settings): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(settings.issuer);
    const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure(issuer) });
    return oauth.processDiscoveryResponse(issuer, answer);
  }

  /** Leaves for the identity provider. Never resolves: the page is about to be gone. */
  async #leave(wish: Wish = {}): Promise<never> {
    const provider = this.#provider;
    if (!provider?.authorization_endpoint) {
      throw new Error(`${this.settings.issuer} does not say where to sign in.`);
    }
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const returnTo = location.pathname + location.search + location.hash;
    this.#pending.put({ state, nonce, verifier, returnTo });
    const target = new URL(provider.authorization_endpoint);
    target.search = new URLSearchParams({
      response_type: 'code',
      client_id: this.settings.clientId,
      redirect_uri: location.origin + SIGNED_IN_PATH,
      scope: scopesFor(returnTo, this.settings),
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...parametersOf(wish),
    }).toString();
    location.replace(target);
    return new Promise<never>(() => undefined);
  }

  async #complete(url: URL): Promise<void> {
    const { provider, client } = this.#parties();
    const pending = this.#pending.take(url.searchParams.get('state') ?? '');
    if (!pending) {
      // A bookmarked or replayed return: start over from the first page.
      history.replaceState(null, '', '/ui/');
      await this.#leave();
      return;
    }
    const parameters = validAnswer(provider, client, url, pending.state);
    const answer = await oauth.authorizationCodeGrantRequest(
      provider, client, oauth.None(), parameters, location.origin + SIGNED_IN_PATH, pending.verifier,
      insecure(new URL(this.settings.issuer)),
    );
    const granted = await oauth.processAuthorizationCodeResponse(provider, client, answer, {
      expectedNonce: pending.nonce,
      requireIdToken: true,
    });
    this.#askedForMore = isAdministration(pending.returnTo);
    this.#take(granted, scopesFor(pending.returnTo, this.settings));
    const claims = oauth.getValidatedIdTokenClaims(granted);
    if (claims) {
      this.#person = personFrom(claims);
      this.#proof = proofFrom(claims);
    }
    history.replaceState(null, '', pending.returnTo);
  }

  async #refresh(token: string): Promise<boolean> {
    const { provider, client } = this.#parties();
    try {
      const answer = await oauth.refreshTokenGrantRequest(
        provider, client, oauth.None(), token, insecure(new URL(this.settings.issuer)));
      const granted = await oauth.processRefreshTokenResponse(provider, client, answer);
      this.#take(granted, this.#tokens?.scopes.join(' ') ?? '');
      return true;
    } catch {
      // Revoked, expired or unreachable: the caller falls back on the token's rest or a redirect.
      return false;
    }
  }

  /** An answer without scopes grants those that were asked for (RFC 6749, section 5.1). */
  #take(granted: oauth.TokenEndpointResponse, asked: string): void {
    this.#tokens = {
      access: granted.access_token,
      refresh: granted.refresh_token ?? this.#tokens?.refresh,
      id: granted.id_token ?? this.#tokens?.id,
      scopes: (granted.scope ?? asked).split(' '),
      expiresAt: Date.now() + (granted.expires_in ?? DEFAULT_LIFETIME_S) * 1000,
    };
  }

  #parties(): { provider: oauth.AuthorizationServer; client: oauth.Client } {
    if (!this.#provider) {
      throw new Error('The identity provider is not known yet');
    }
    return { provider: this.#provider, client: { client_id: this.settings.clientId } };
  }
}

/** The provider's answer; a refusal is told in its own words. */
function validAnswer(provider: oauth.AuthorizationServer, client: oauth.Client, url: URL, state: string): URLSearchParams {
  try {
    return oauth.validateAuthResponse(provider, client, url, state);
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) {
      throw new Error(`The identity service refused: ${error.error_description ?? error.error}`, { cause: error });
    }
    throw error;
  }
}

/** Plain HTTP is for a machine's own loopback only. */
function insecure(issuer: URL): { [oauth.allowInsecureRequests]?: boolean } {
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  return loopback && issuer.protocol === 'http:' ? { [oauth.allowInsecureRequests]: true } : {};
}

export const session = new Session();
