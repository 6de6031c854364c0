import { NativeSelect, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Status } from '../api/types';
import styles from './DeploymentFilters.module.css';
import { isStatus, STATUSES } from './status';

interface DeploymentFiltersProps {
  readonly status: Status | undefined;
  readonly deleted: boolean;
  readonly onChange: (change: { status?: Status | undefined; deleted?: boolean }) => void;
  /** Filters of one list only. */
  readonly children?: ReactNode;
}

export function DeploymentFilters({ status, deleted, onChange, children }: DeploymentFiltersProps) {
  return (
    <div className={styles.filters} role="search" aria-label="Filter the deployments">
      {children}
      <NativeSelect
        aria-label="Status" value={status ?? ''}
        data={[
          { value: '', label: 'Any status' },
          ...Object.entries(STATUSES).map(([value, { label }]) => ({ value, label })),
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ status: isStatus(value) ? value : undefined })}
      />
      <Switch
        label="Show deleted" className={styles.switch ?? ''} checked={deleted}
        onChange={({ currentTarget: { checked } }) => onChange({ deleted: checked })}
      />
    </div>
  );
}
