import type { ReactNode } from 'react';
import type { Icon } from '@tabler/icons-react';
import styles from './Tag.module.css';

export type Tone = 'good' | 'bad' | 'busy' | 'warn' | 'quiet';

interface TagProps {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly spin?: boolean;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A state, as an icon and a word: colour only repeats what they say. */
export function Tag({ tone, icon: Icon, spin = false, title, children }: TagProps) {
  return (
    <span className={styles.tag} data-tone={tone} title={title}>
      <Icon size={15} stroke={2} aria-hidden data-spin={spin || undefined} />
      {children}
    </span>
  );
}
