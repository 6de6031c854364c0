import { ActionIcon, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconX } from '../../icons';
import styles from './ItemList.module.css';

interface ItemListProps<T> {
  /** What it lists, for the list's name: `Groups of Alice`. */
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly children: (item: T) => ReactNode;
  /** A small second line. */
  readonly note?: (item: T) => ReactNode;
  readonly onRemove?: ((item: T) => void) | undefined;
  /** The name of the button that removes an item. */
  readonly removeLabel?: (item: T) => string;
  readonly empty: string;
}

/** A short list whose items may be taken out. */
export function ItemList<T>({ label, items, keyOf, children, note, onRemove, removeLabel, empty }: ItemListProps<T>) {
  if (items.length === 0) {
    return <Text c="dimmed">{empty}</Text>;
  }
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map((item) => (
        <li key={keyOf(item)} className={styles.item}>
          <div className={styles.words}>
            {children(item)}
            {note && <div className={styles.note}>{note(item)}</div>}
          </div>
          {onRemove && (
            <ActionIcon
              variant="subtle" color="gray" aria-label={removeLabel?.(item)} title={removeLabel?.(item)}
              onClick={() => onRemove(item)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}
