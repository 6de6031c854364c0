import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconWorld } from '../../icons';
import { Page } from '../../shell/Page';
import { PAGE_SIZE } from '../api/http';
import { approvedSites, withdrawApproval, type ApprovedSite } from '../api/self';
import { ActionDialog } from '../ui/ActionDialog';
import { DataList, type Column } from '../ui/DataList';
import { pageOf } from '../ui/pageOf';
import rows from '../ui/rows.module.css';
import { useListState } from '../ui/useListState';

/** What the person allowed to whom. */
export function AllowedSitesPage() {
  const control = useListState();
  const [asked, setAsked] = useState<ApprovedSite>();
  const list = useQuery({
    queryKey: ['identity', 'approved'], queryFn: ({ signal }) => approvedSites(signal),
    select: (all) => pageOf(all, control.page, PAGE_SIZE, () => [''], ''),
  });
  const columns: readonly Column<ApprovedSite>[] = [
    { label: 'Site', role: 'name', cell: ({ clientName }) => <Text fw={600}>{clientName}</Text> },
    { label: 'May', cell: ({ allowedScopes }) => <span className={rows.code}>{allowedScopes.join(' ')}</span> },
    { label: 'Since', cell: ({ creationDate }) => <span>{formatDateTime(creationDate)}</span> },
    { label: 'Actions', role: 'actions', cell: (site) => (
      <Button size="xs" variant="default" aria-label={`Revoke ${site.clientName}`} onClick={() => setAsked(site)}>
        Revoke
      </Button>
    ) },
  ];
  return (
    <Page title="Sites I allowed" lead="Sites and programs that may use your identity.">
      <DataList
        one="site" many="sites" columns={columns} list={list} keyOf={({ id }) => id} control={control}
        empty={{ icon: IconWorld, title: 'None', text: 'When you sign in to a site with this account, it is listed here.' }}
      />
      {asked && (
        <ActionDialog
          title={`Revoke what ${asked.clientName} may do?`} submit="Revoke" danger onClose={() => setAsked(undefined)}
          run={() => withdrawApproval(asked.id)} done={`${asked.clientName} may no longer use your identity`}
        >
          <Text>Its tokens stop working. At your next sign-in there you are asked again.</Text>
        </ActionDialog>
      )}
    </Page>
  );
}
