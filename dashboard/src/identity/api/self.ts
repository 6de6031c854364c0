import { ApiProblem } from '../../api/problem';
import { TWO_FACTORS } from '../../session/proof';
import { session } from '../../session/session';
import { ask, askIfThere, part } from './http';
import type { Certificate, LinkedIdentity } from './people';
import { StepUpNeeded } from './stepUp';

export const changePassword = (currentPassword: string, updatedPassword: string): Promise<void> =>
  ask('POST', '/iam/password-update', { form: { currentPassword, updatedPassword } });

/** A secret for an authenticator app, shown once. */
export interface FactorSecret {
  readonly secret: string;
  /** A picture of a QR code as a `data:` address. */
  readonly dataUri: string;
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

/** What an account signs in with beside the password; older services tell the first member only. */
export interface Factors {
  readonly authenticatorAppActive: boolean;
  readonly recoveryCodesLeft?: number;
  readonly passkeys?: readonly Passkey[];
  readonly mandatory?: boolean;
}

/** null where the service knows no second factors. */
export const readFactors = (signal: AbortSignal): Promise<Factors | null> =>
  askIfThere('/iam/multi-factor-settings', signal);

/** Another person's, for administrators. */
export const readFactorsOf = (account: string, signal: AbortSignal): Promise<Factors | null> =>
  askIfThere(`/iam/multi-factor-settings/${part(account)}`, signal);

export const resetApp = (account: string): Promise<void> =>
  ask('DELETE', `/iam/authenticator-app/reset/${part(account)}`);

export const resetPasskeys = (account: string): Promise<void> => ask('DELETE', `/iam/passkeys/${part(account)}`);

/**
 * Who has a factor adds another one only with a token of a sign-in that showed it. The service says
 * so in words alone, with the status of a refusal; of one's own factors it refuses nothing else.
 */
async function withFactor<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 403 && session.proof.context !== TWO_FACTORS) {
      throw new StepUpNeeded(error, { context: TWO_FACTORS });
    }
    throw error;
  }
}

export const addFactorSecret = (): Promise<FactorSecret> => withFactor(ask('PUT', '/iam/authenticator-app/add-secret'));

/** What the service gives when the app is confirmed: codes for the day when it is lost. */
export interface EnabledFactor {
  readonly recoveryCodes?: readonly string[];
}

export const enableFactor = (code: string): Promise<EnabledFactor | undefined> =>
  withFactor(ask('POST', '/iam/authenticator-app/enable', { form: { code } }));

/** Makes new recovery codes; the old ones stop working. */
export const renewRecoveryCodes = (code: string): Promise<EnabledFactor> =>
  ask('POST', '/iam/authenticator-app/recovery-codes', { form: { code } });

export const disableFactor = (code: string): Promise<void> =>
  ask('POST', '/iam/authenticator-app/disable', { form: { code } });

/** A client that the person allowed something. */
export interface ApprovedSite {
  readonly id: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly allowedScopes: readonly string[];
  readonly creationDate: string;
}

export const approvedSites = (signal: AbortSignal): Promise<readonly ApprovedSite[]> =>
  ask('GET', '/iam/api/approved', { signal });

export const withdrawApproval = (id: string): Promise<void> => ask('DELETE', `/iam/api/approved/${part(id)}`);

export const unlinkOwnIdentity = ({ issuer, subject }: LinkedIdentity): Promise<void> =>
  ask('DELETE', '/iam/account-linking/OIDC', { query: { iss: issuer, sub: subject } });

export const unlinkOwnCertificate = ({ subject, issuer }: Certificate): Promise<void> =>
  ask('DELETE', '/iam/account-linking/X509', { query: { certificateSubject: subject, certificateIssuer: issuer } });
