import { useQuery } from '@tanstack/react-query';
import { useMe } from '../session/me';
import { managedQuery } from './account/queries';
import { accountPages } from './sectionPages';
import { Section } from './ui/Section';

/** Everybody's own pages. */
export function MyAccount() {
  const { subject } = useMe();
  const managed = useQuery(managedQuery(subject));
  return <Section label="My account" pages={accountPages((managed.data?.managedGroups.length ?? 0) > 0)} />;
}
