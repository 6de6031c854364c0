import { Button, Skeleton, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { asProblem } from '../../api/problem';
import { plural } from '../../format/format';
import type { Found } from '../api/http';
import { ItemList } from './ItemList';
import styles from './SearchPicker.module.css';
import { SearchField } from './SearchField';

interface SearchPickerProps<T> {
  readonly label: string;
  /** Part of the query's key: what is searched. */
  readonly what: string;
  readonly find: (filter: string, signal: AbortSignal) => Promise<Found<T>>;
  readonly keyOf: (item: T) => string;
  readonly nameOf: (item: T) => string;
  readonly note?: (item: T) => ReactNode;
  /** The button at each result, such as `Add`. */
  readonly verb: string;
  readonly onPick: (item: T) => void;
  /** Why an item cannot be picked; undefined if it can. */
  readonly refused?: (item: T) => string | undefined;
}

/** Finds one thing among many by typing a part of its name. */
export function SearchPicker<T>({ label, what, find, keyOf, nameOf, note, verb, onPick, refused }: SearchPickerProps<T>) {
  const [filter, setFilter] = useState('');
  const results = useQuery({
    queryKey: ['identity', 'pick', what, filter],
    queryFn: ({ signal }) => find(filter, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className={styles.picker}>
      <SearchField label={label} value={filter} onSearch={setFilter} />
      <div className={styles.results} role="group" aria-label="Results" tabIndex={0}>
        {results.isPending && <Skeleton height={96} radius="md" />}
        {results.isError && <Text role="alert" c="var(--mantine-color-error)">{asProblem(results.error).message}</Text>}
        {results.data && (
          <ItemList label={label} items={results.data.items} keyOf={keyOf} empty="Nothing matches.">
            {(item) => {
              const why = refused?.(item);
              return (
                <div className={styles.result}>
                  <span>
                    {nameOf(item)}
                    {note && <span className={styles.note}>{note(item)}</span>}
                  </span>
                  {why === undefined ? (
                    <Button
                      size="compact-sm" variant="default" aria-label={`${verb} ${nameOf(item)}`}
                      onClick={() => onPick(item)}
                    >
                      {verb}
                    </Button>
                  ) : (
                    <span className={styles.note}>{why}</span>
                  )}
                </div>
              );
            }}
          </ItemList>
        )}
      </div>
      {results.data && results.data.total > results.data.items.length && (
        <Text size="sm" c="dimmed">
          {plural(results.data.total, 'match', 'matches')} in all. Type more of the name to see the others.
        </Text>
      )}
    </div>
  );
}
