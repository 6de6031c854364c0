import { NativeSelect } from '@mantine/core';
import type { JoinStatus } from '../api/requests';
import type { ListControl } from '../ui/useListState';

/** The state that the list is narrowed to: those that wait, unless the URL says otherwise. */
export function chosenStatus({ state }: ListControl): JoinStatus | undefined {
  const chosen = state.only?.['status'] ?? 'PENDING';
  return chosen === 'all' ? undefined : (chosen as JoinStatus);
}

export function StatusFilter({ control }: { control: ListControl }) {
  return (
    <NativeSelect
      aria-label="State" value={control.state.only?.['status'] ?? ''}
      onChange={({ currentTarget }) => control.filter('status', currentTarget.value)}
      data={[
        { value: '', label: 'Waiting for a decision' }, { value: 'APPROVED', label: 'Approved' },
        { value: 'REJECTED', label: 'Rejected' }, { value: 'all', label: 'All' },
      ]}
    />
  );
}
