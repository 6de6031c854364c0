import { Button, Skeleton, Table, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { plural } from '../../format/format';
import { IconSearch, IconSortAscending, IconSortDescending } from '../../icons';
import { Blank } from '../../shell/Blank';
import { CardTable } from '../../shell/CardTable';
import { ErrorPanel } from '../../shell/ErrorPanel';
import { ListFoot, StaleNote } from '../../shell/ListFoot';
import { PAGE_SIZE, type Found } from '../api/http';
import styles from './DataList.module.css';
import type { ListControl } from './useListState';

export interface Column<T> {
  readonly label: string;
  readonly cell: (item: T) => ReactNode;
  /** The name by which the service sorts; a column without one cannot be sorted by. */
  readonly sort?: string;
  /** `name` is the card's heading on a phone, `actions` stands at its corner. */
  readonly role?: 'name' | 'actions';
  /** Whether it holds sentences, and needs room for them. */
  readonly wide?: boolean;
}

interface DataListProps<T> {
  /** What the list holds, such as `person`. */
  readonly one: string;
  readonly many: string;
  readonly columns: readonly Column<T>[];
  readonly list: UseQueryResult<Found<T>>;
  readonly keyOf: (item: T) => string;
  readonly control: ListControl;
  /** What to say where there is nothing at all. */
  readonly empty: { readonly icon: Icon; readonly title: string; readonly text: string; readonly action?: ReactNode };
  /** How the list is sorted unless the URL says otherwise. */
  readonly usualSort?: string;
}

/** One page of anything: a table on wide screens, cards on narrow ones. */
export function DataList<T>({ one, many, columns, list, keyOf, control, empty, usualSort }: DataListProps<T>) {
  if (list.isError && !list.data) {
    return <ErrorPanel ofGroup={false} error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.isPending) {
    return <Skeleton height={320} radius="lg" role="status" aria-label={`Loading the ${many}`} />;
  }
  const { items, total } = list.data;
  if (items.length === 0 && (control.filtered || control.page > 1)) {
    return (
      <Blank
        icon={IconSearch} title="Nothing matches"
        text={`No ${one} fits the search${control.page > 1 ? ' on this page' : ''}.`}
      >
        <Button variant="default" onClick={control.clear}>Show all {many}</Button>
      </Blank>
    );
  }
  if (items.length === 0) {
    return <Blank {...empty}>{empty.action}</Blank>;
  }
  const sorted = control.state.sort ?? usualSort;
  return (
    <>
      {list.isError && <StaleNote />}
      <CardTable label={many} busy={list.isPlaceholderData} className={styles.table}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label, sort, role }) => (
              <Table.Th
                key={label}
                aria-sort={sort && sort === sorted ? (control.state.down ? 'descending' : 'ascending') : undefined}
              >
                {sort ? (
                  <button type="button" className={styles.sort} onClick={() => control.sortBy(sort)}>
                    {label}
                    {sort === sorted &&
                      (control.state.down ? <IconSortDescending size={15} aria-hidden /> : <IconSortAscending size={15} aria-hidden />)}
                  </button>
                ) : role === 'actions' ? (
                  <VisuallyHidden>{label}</VisuallyHidden>
                ) : (
                  label
                )}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={keyOf(item)}>
              {columns.map(({ label, cell, role, wide }) => (
                <Table.Td
                  key={label} className={role ? styles[role] : wide ? styles.wide : undefined}
                  data-label={role ? undefined : label}
                >
                  {cell(item)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </CardTable>
      <ListFoot
        count={plural(total, one, many)} pages={Math.ceil(total / PAGE_SIZE)} page={control.page} onPage={control.goTo}
      />
    </>
  );
}
