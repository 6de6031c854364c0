import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { session } from './session';

/** The person at the screen, as the identity service knows them now. */
export interface Me {
  readonly subject: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly groups: readonly string[];
  /** Decides which links are shown, nothing else: the services enforce who may do what. */
  readonly admin: boolean;
}

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: fetchMe, staleTime: 60_000 });

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

async function fetchMe(): Promise<Me> {
  const fromToken = meFromToken();
  const headers = { Authorization: `Bearer ${await session.accessToken()}` };
  const answer = await fetch('/identity/v1/me', { headers }).catch(() => undefined);
  if (answer?.status === 401) {
    return session.signInAgain();
  }
  if (!answer?.ok) {
    return fromToken;
  }
  const known = (await answer.json().catch(() => ({}))) as Partial<Me>;
  return {
    subject: known.subject ?? fromToken.subject,
    name: known.name ?? fromToken.name,
    email: known.email ?? fromToken.email,
    groups: known.groups ?? fromToken.groups,
    admin: known.admin ?? fromToken.admin,
  };
}

function meFromToken(): Me {
  const { person, settings } = session;
  return { ...person, admin: person.groups.includes(settings.adminGroup) };
}
