import { Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './Blank.module.css';

interface BlankProps {
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** Where there is nothing to show: why, and what to do next. */
export function Blank({ icon: Icon, title, text, children }: BlankProps) {
  return (
    <div className={styles.blank}>
      <span className={styles.icon}>
        <Icon size={28} aria-hidden />
      </span>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={520}>
        {text}
      </Text>
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
