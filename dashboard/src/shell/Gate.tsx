import { Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { session } from '../session/session';
import { Mark } from './Mark';

/** A page of its own, outside the shell: signed out, or unable to sign in. */
export function Gate({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${session.organisation.name}`;
  }, [title]);
  return (
    <main className="gate">
      <Mark size={56} />
      <Title order={1}>{title}</Title>
      <Text c="dimmed" maw={460}>
        {text}
      </Text>
      {children}
    </main>
  );
}
