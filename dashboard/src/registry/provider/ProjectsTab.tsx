import { Text } from '@mantine/core';
import { useState } from 'react';
import { IconListDetails } from '../../icons';
import { Panel } from '../../identity/ui/Panel';
import rows from '../../identity/ui/rows.module.css';
import { SearchField } from '../../identity/ui/SearchField';
import { Toolbar } from '../../identity/ui/Toolbar';
import { Blank } from '../../shell/Blank';
import type { Project, Provider } from '../api/providers';
import { AgreementLine } from '../ui/AgreementLine';
import { FreshnessDetails } from '../ui/FreshnessDetails';
import { QuotaGroups } from '../ui/QuotaGroups';

/** The projects, each with what it may use in each region and how fresh that is. */
export function ProjectsTab({ provider }: { provider: Provider }) {
  const [text, setText] = useState('');
  const wanted = text.toLocaleLowerCase();
  const found = provider.projects.filter(({ name, nativeId }) => [name, nativeId].some((it) => it.toLocaleLowerCase().includes(wanted)));
  if (provider.projects.length === 0) {
    return <Blank icon={IconListDetails} title="No projects" text="None of the projects that you may see are here." />;
  }
  return (
    <>
      <Toolbar label="Search the projects">
        <SearchField label="Project" value={text} onSearch={setText} />
      </Toolbar>
      {found.length === 0 && <Text c="dimmed" role="status">No project fits the search.</Text>}
      <div className={rows.stack}>{found.map((project) => <ProjectPanel key={project.id} project={project} />)}</div>
    </>
  );
}

function ProjectPanel({ project }: { project: Project }) {
  return (
    <Panel title={project.name}>
      <div>
        {project.description && <Text>{project.description}</Text>}
        <Text size="sm" c="dimmed">Project <span className={rows.code}>{project.nativeId}</span></Text>
        {project.agreement ? <AgreementLine agreement={project.agreement} /> : <Text size="sm" c="dimmed">Made for no agreement.</Text>}
      </div>
      {project.regions.length === 0 && <Text c="dimmed">It is in no region yet.</Text>}
      {project.regions.map(({ region, capacity, freshness }) => (
        <div key={region.id} className={rows.stack} role="group" aria-label={`${project.name} in ${region.name}`}>
          <Text fw={600}>Region {region.name}</Text>
          <QuotaGroups quotas={capacity} />
          <FreshnessDetails freshness={freshness} of={`${project.name} in ${region.name}`} />
        </div>
      ))}
    </Panel>
  );
}
