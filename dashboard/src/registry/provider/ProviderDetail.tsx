import { Button, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import detail from '../../deployments/detail/DeploymentDetail.module.css';
import { formatNumber } from '../../format/format';
import { IconPencil, IconTrash } from '../../icons';
import { useMe } from '../../session/me';
import { StaleNote } from '../../shell/ListFoot';
import { Page } from '../../shell/Page';
import type { Provider } from '../api/providers';
import type { ProviderTab } from '../routes';
import { Age, StatusTag } from '../ui/tags';
import { TYPES } from '../ui/words';
import { RemoveDialog, SettingsDialog } from './dialogs';
import { FeedTab } from './FeedTab';
import { HistoryTab } from './HistoryTab';
import { OverviewTab } from './OverviewTab';
import { ProjectsTab } from './ProjectsTab';
import { TrustTab } from './TrustTab';

interface ProviderDetailProps {
  readonly provider: Provider;
  readonly trail: ReactNode;
  /** Whether it could not be renewed. */
  readonly stale: boolean;
}

export function ProviderDetail({ provider, trail, stale }: ProviderDetailProps) {
  const { admin } = useMe();
  const { tab } = useSearch({ from: '/providers/$id' });
  const navigate = useNavigate({ from: '/providers/$id' });
  const [open, setOpen] = useState<'edit' | 'remove'>();
  const close = () => setOpen(undefined);
  const attention = (provider.holds?.filter(({ release }) => !release).length ?? 0) + (provider.findings?.length ?? 0);
  const shown = tab === 'feed' && !admin ? 'overview' : (tab ?? 'overview');
  return (
    <Page
      title={provider.name} trail={trail}
      lead={
        <div className={detail.facts}>
          <StatusTag status={provider.status} />
          <span>{TYPES[provider.type]}</span>
          <span>last read <Age at={provider.heardAt} /></span>
        </div>
      }
      actions={admin && (
        <>
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('edit')}>Edit</Button>
          <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setOpen('remove')}>Remove</Button>
        </>
      )}
    >
      {stale && <StaleNote />}
      <Tabs
        value={shown} keepMounted={false} activateTabWithKeyboard={false}
        onChange={(next) => void navigate({ search: (before) => ({ ...before, page: undefined, tab: next as ProviderTab }), replace: true })}
      >
        <Tabs.List mb="lg" className={detail.tabs ?? ''}>
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="projects">Projects ({formatNumber(provider.projects.length)})</Tabs.Tab>
          <Tabs.Tab value="trust">Groups and agreements</Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
          {admin && <Tabs.Tab value="feed">Feed{attention > 0 && ` (${formatNumber(attention)})`}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="overview"><OverviewTab provider={provider} /></Tabs.Panel>
        <Tabs.Panel value="projects"><ProjectsTab provider={provider} /></Tabs.Panel>
        <Tabs.Panel value="trust"><TrustTab provider={provider} /></Tabs.Panel>
        <Tabs.Panel value="history"><HistoryTab provider={provider} /></Tabs.Panel>
        {admin && <Tabs.Panel value="feed"><FeedTab provider={provider} /></Tabs.Panel>}
      </Tabs>
      {open === 'edit' && <SettingsDialog provider={provider} onClose={close} />}
      {open === 'remove' && <RemoveDialog provider={provider} onClose={close} />}
    </Page>
  );
}
