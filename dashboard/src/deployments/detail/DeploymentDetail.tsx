import { Button, Tabs } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Deployment } from '../../api/types';
import { formatAge, formatDateTime } from '../../format/format';
import { useNow } from '../../format/useNow';
import { IconTrash } from '../../icons';
import type { DetailTab } from '../../router';
import { Page } from '../../shell/Page';
import { DeleteDialog } from '../DeleteDialog';
import { EndpointLink } from '../EndpointLink';
import { isSettled, titleOf } from '../status';
import { StatusTag } from '../StatusTag';
import { AttemptsPanel } from './AttemptsPanel';
import { CredentialsPanel } from './CredentialsPanel';
import styles from './DeploymentDetail.module.css';
import { InputsPanel } from './InputsPanel';
import { LogPanel } from './LogPanel';
import { OutputsPanel } from './OutputsPanel';
import panels from './panels.module.css';
import { ResourcesTable } from './ResourcesTable';
import { StepTimeline } from './StepTimeline';
import { TemplatePanel } from './TemplatePanel';
import { useFollow } from './useFollow';

/** One deployment, live. */
export function DeploymentDetail({ deployment }: { deployment: Deployment }) {
  const settled = isSettled(deployment.status);
  const { lines, connection } = useFollow(deployment.id, !settled);
  const { tab } = useSearch({ from: '/deployments/$id' });
  const navigate = useNavigate({ from: '/deployments/$id' });
  // Decided once: the page must not jump to another tab when the deployment is done.
  const [usual] = useState(settled ? 'overview' : 'log');
  const [deleting, setDeleting] = useState(false);
  const now = useNow();
  const title = titleOf(deployment);
  return (
    <Page
      title={title}
      trail={<Link to="/deployments" className="text-link">My deployments</Link>}
      lead={
        <div className={styles.facts}>
          <StatusTag status={deployment.status} />
          <span>{deployment.serviceName}</span>
          {deployment.provider && <span>{[deployment.provider, deployment.region].filter(Boolean).join(', ')}</span>}
          <span>{deployment.owner.name} for {deployment.group}</span>
          <span title={formatDateTime(deployment.createdAt)}>started {formatAge(deployment.createdAt, now)}</span>
          {deployment.endpoint && (
            <span>
              <EndpointLink address={deployment.endpoint} />
            </span>
          )}
        </div>
      }
      actions={
        deployment.actions.includes('delete') && (
          <Button
            variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDeleting(true)}
          >
            Delete
          </Button>
        )
      }
    >
      <StepTimeline deployment={deployment} />
      <Tabs
        value={tab ?? usual} keepMounted={false} activateTabWithKeyboard={false}
        onChange={(next) => void navigate({ search: (search) => ({ ...search, tab: next as DetailTab }), replace: true })}
      >
        <Tabs.List mb="lg" className={styles.tabs ?? ''}>
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="log">Log</Tabs.Tab>
          <Tabs.Tab value="resources">Resources</Tabs.Tab>
          <Tabs.Tab value="attempts">Attempts</Tabs.Tab>
          <Tabs.Tab value="template">Template</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview">
          <div className={panels.overview}>
            <div className={panels.column}>
              <OutputsPanel outputs={deployment.outputs} settled={settled} />
              <InputsPanel deployment={deployment} />
            </div>
            <CredentialsPanel deployment={deployment} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="log">
          <LogPanel lines={lines} connection={connection} />
        </Tabs.Panel>
        <Tabs.Panel value="resources">
          <ResourcesTable resources={deployment.resources} />
        </Tabs.Panel>
        <Tabs.Panel value="attempts">
          <AttemptsPanel attempts={deployment.attempts} />
        </Tabs.Panel>
        <Tabs.Panel value="template">
          <TemplatePanel id={deployment.id} />
        </Tabs.Panel>
      </Tabs>
      {deleting && <DeleteDialog deployment={deployment} onClose={() => setDeleting(false)} />}
    </Page>
  );
}
