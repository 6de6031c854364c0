import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { IconUsers } from '../icons';
import { Page } from '../shell/Page';
import { DeploymentFilters } from './DeploymentFilters';
import { DeploymentList } from './DeploymentList';
import type { ListSearch } from './listSearch';

const TYPING_PAUSE_MS = 350;

/** Everyone's deployments, for administrators. The service refuses the others. */
export function AllDeploymentsPage() {
  const search = useSearch({ from: '/admin/deployments' });
  const navigate = useNavigate({ from: '/admin/deployments' });
  const [typed, setTyped] = useState(search.ofGroup ?? '');
  const change = (changed: ListSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...changed }), replace: true });
  const apply = useDebouncedCallback((ofGroup: string) => change({ ofGroup: ofGroup || undefined }), TYPING_PAUSE_MS);
  const type = (ofGroup: string) => {
    setTyped(ofGroup);
    apply(ofGroup.trim());
  };
  return (
    <Page title="All deployments" lead="Of every person and group in the federation.">
      <DeploymentFilters
        status={search.status} deleted={search.deleted ?? false}
        onChange={({ deleted, ...rest }) =>
          change({ ...rest, ...(deleted === undefined ? {} : { deleted: deleted || undefined }) })
        }
      >
        <TextInput
          aria-label="Group" placeholder="Any group" value={typed} leftSection={<IconUsers size={16} aria-hidden />}
          rightSection={typed && <CloseButton size="sm" aria-label="Any group again" onClick={() => type('')} />}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </DeploymentFilters>
      <DeploymentList
        filter={{
          scope: 'all', group: search.ofGroup, status: search.status, deleted: search.deleted ?? false,
          page: (search.page ?? 1) - 1,
        }}
        filtered={search.status !== undefined || search.ofGroup !== undefined || (search.page ?? 1) > 1}
        onPage={(page) => change({ page: page + 1 })}
        onClear={() => {
          setTyped('');
          change({ status: undefined, deleted: undefined, ofGroup: undefined });
        }}
      />
    </Page>
  );
}
