import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { chooseGroup } from './chooseGroup';
import { useMe } from './me';
import { session } from './session';

const KEY = 'arcipelago.group';

/** The group that the person works for, undefined when they are in none. */
export function useActiveGroup(): string | undefined {
  const { groups } = useMe();
  const { group: inUrl } = useSearch({ strict: false });
  const active = chooseGroup(groups, inUrl, localStorage.getItem(KEY), session.settings.adminGroup);
  useEffect(() => {
    if (active) {
      localStorage.setItem(KEY, active);
    }
  }, [active]);
  return active;
}

export function useSwitchGroup(): (group: string) => void {
  const navigate = useNavigate();
  return (group) => {
    localStorage.setItem(KEY, group);
    void navigate({ to: '.', search: (search: object) => ({ ...search, group }), replace: true });
  };
}
