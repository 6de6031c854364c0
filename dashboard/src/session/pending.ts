/** A sign-in that has left for the identity provider and has not come back yet. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path, query and fragment below the origin, where the person was. */
  readonly returnTo: string;
}

const PREFIX = 'arcipelago.sign-in.';
const ATTEMPTS = 'arcipelago.sign-in-attempts';
const LOOP_WINDOW_MS = 30_000;
const LOOP_LIMIT = 4;

/**
 * Pending sign-ins in session storage, one per state, each good for one return. They hold no token:
 * the verifier is useless without the code.
 */
export class PendingSignIns {
  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {}

  put(pending: PendingSignIn): void {
    this.storage.setItem(PREFIX + pending.state, JSON.stringify(pending));
  }

  /** Takes the sign-in out; a second return with the same state finds nothing. */
  take(state: string): PendingSignIn | undefined {
    const stored = this.storage.getItem(PREFIX + state);
    this.storage.removeItem(PREFIX + state);
    if (stored === null) {
      return undefined;
    }
    const pending = JSON.parse(stored) as PendingSignIn;
    return { ...pending, returnTo: safeReturn(pending.returnTo) };
  }

  /** Counts a departure for a refused token; false after too many of them in a short time. */
  mayLeaveAgain(now: number): boolean {
    const times = (JSON.parse(this.storage.getItem(ATTEMPTS) ?? '[]') as number[]).filter(
      (time) => now - time < LOOP_WINDOW_MS,
    );
    if (times.length >= LOOP_LIMIT) {
      return false;
    }
    this.storage.setItem(ATTEMPTS, JSON.stringify([...times, now]));
    return true;
  }
}

/** Only our own pages: anything else would make the dashboard an open redirector. */
export function safeReturn(target: string): string {
  const ours = /^\/ui(\/|\?|#|$)/.test(target) && !target.includes('\\');
  const handshake = /^\/ui\/(callback|\?state=signed-out)/.test(target);
  return ours && !handshake ? target : '/ui/';
}
