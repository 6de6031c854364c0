import { Button, SegmentedControl } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { IconPlus } from '../icons';
import { useActiveGroup } from '../session/activeGroup';
import { Page } from '../shell/Page';
import { DeploymentFilters } from './DeploymentFilters';
import { DeploymentList } from './DeploymentList';
import type { ListSearch } from './listSearch';

export function MyDeploymentsPage() {
  const search = useSearch({ from: '/deployments' });
  const navigate = useNavigate({ from: '/deployments' });
  const group = useActiveGroup();
  const ofGroup = search.scope === 'group' && group !== undefined;
  const change = (changed: ListSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...changed }), replace: true });
  return (
    <Page
      title="My deployments"
      actions={
        <Button component={Link} to="/catalogue" leftSection={<IconPlus size={18} aria-hidden />}>
          New deployment
        </Button>
      }
    >
      <DeploymentFilters
        status={search.status} deleted={search.deleted ?? false}
        onChange={({ deleted, ...rest }) =>
          change({ ...rest, ...(deleted === undefined ? {} : { deleted: deleted || undefined }) })
        }
      >
        {group !== undefined && (
          <SegmentedControl
            aria-label="Whose deployments" value={ofGroup ? 'group' : 'mine'}
            data={[
              { value: 'mine', label: 'Mine' },
              { value: 'group', label: `All of ${group}` },
            ]}
            onChange={(scope) => change({ scope: scope === 'group' ? 'group' : undefined })}
          />
        )}
      </DeploymentFilters>
      <DeploymentList
        filter={{
          scope: ofGroup ? 'group' : 'mine', group: ofGroup ? group : undefined, status: search.status,
          deleted: search.deleted ?? false, page: (search.page ?? 1) - 1,
        }}
        filtered={search.status !== undefined || (search.page ?? 1) > 1}
        onPage={(page) => change({ page: page + 1 })}
        onClear={() => change({ status: undefined, deleted: undefined })}
      />
    </Page>
  );
}
