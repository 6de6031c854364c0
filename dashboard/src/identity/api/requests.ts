import { ask, found, part, slice, type Found, type ListAnswer } from './http';

export type RegistrationStatus = 'NEW' | 'CONFIRMED' | 'APPROVED' | 'REJECTED';

/** A request for an account; times in milliseconds since 1970. */
export interface RegistrationRequest {
  readonly uuid: string;
  readonly status: RegistrationStatus;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly username: string;
  readonly givenname: string;
  readonly familyname: string;
  readonly email: string;
  readonly notes: string;
  readonly accountId?: string;
}

/** Those that wait for a decision, or all with one state. */
export const registrations = (
  status: RegistrationStatus | undefined, signal: AbortSignal,
): Promise<readonly RegistrationRequest[]> =>
  status === undefined
    ? ask('GET', '/registration/list/pending', { signal })
    : ask('GET', '/registration/list', { query: { status }, signal });

export const approveRegistration = (uuid: string): Promise<unknown> =>
  ask('POST', `/registration/approve/${part(uuid)}`);

export const rejectRegistration = (uuid: string, motivation: string, doNotSendEmail: boolean): Promise<unknown> =>
  ask('POST', `/registration/reject/${part(uuid)}`, { json: { motivation, doNotSendEmail } });

export type JoinStatus = 'PENDING' | 'APPROVED' | 'REJECTED';

/** What somebody with an account asks for; times in milliseconds since 1970. */
export interface AccountRequest {
  readonly uuid: string;
  readonly userUuid: string;
  readonly userFullName: string;
  readonly username: string;
  readonly status: JoinStatus;
  readonly notes?: string;
  readonly motivation?: string;
  readonly creationTime: number;
}

/** A request to join a group. */
export interface JoinRequest extends AccountRequest {
  readonly groupName: string;
  readonly groupUuid: string;
  readonly lastUpdateTime: number;
}

export interface JoinSearch {
  readonly status?: JoinStatus | undefined;
  readonly username?: string | undefined;
  readonly groupName?: string | undefined;
  readonly page: number;
}

/** The service answers with all for administrators, with those of their groups for managers. */
export async function joinRequests(
  { page, ...query }: JoinSearch, signal: AbortSignal,
): Promise<Found<JoinRequest>> {
  const answer = await ask<ListAnswer<JoinRequest>>('GET', '/iam/group_requests', { query: { ...query, ...slice(page) }, signal });
  return found(answer, (request) => request);
}

export const askToJoin = (groupName: string, notes: string): Promise<JoinRequest> =>
  ask('POST', '/iam/group_requests', { json: { groupName, notes } });

export const withdrawRequest = (uuid: string): Promise<void> => ask('DELETE', `/iam/group_requests/${part(uuid)}`);

export const approveJoin = (uuid: string): Promise<unknown> => ask('POST', `/iam/group_requests/${part(uuid)}/approve`);

export const rejectJoin = (uuid: string, motivation: string): Promise<unknown> =>
  ask('POST', `/iam/group_requests/${part(uuid)}/reject`, { json: { motivation } });

/** A request to have a certificate linked. */
export interface CertificateRequest extends AccountRequest {
  readonly label?: string;
  readonly subjectDn: string;
  readonly issuerDn: string;
}

/** The service answers with all for administrators, and with their own for the others. */
export async function certificateRequests(
  { page, ...query }: Pick<JoinSearch, 'status' | 'username' | 'page'>, signal: AbortSignal,
): Promise<Found<CertificateRequest>> {
  const answer = await ask<ListAnswer<CertificateRequest>>('GET', '/iam/cert_link_requests', { query: { ...query, ...slice(page) }, signal });
  return found(answer, (request) => request);
}

export const askForCertificate = (label: string, pemEncodedCertificate: string, notes: string): Promise<unknown> =>
  ask('POST', '/iam/cert_link_requests', { json: { label, pemEncodedCertificate, notes } });

export const withdrawCertificate = (uuid: string): Promise<void> => ask('DELETE', `/iam/cert_link_requests/${part(uuid)}`);

export const approveCertificate = (uuid: string): Promise<unknown> =>
  ask('POST', `/iam/cert_link_requests/${part(uuid)}/approve`);

export const rejectCertificate = (uuid: string, motivation: string): Promise<unknown> =>
  ask('POST', `/iam/cert_link_requests/${part(uuid)}/reject`, { json: { motivation } });
