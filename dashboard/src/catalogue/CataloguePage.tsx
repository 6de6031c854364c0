import { Button, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Service } from '../api/types';
import { IconLayoutGrid, IconSearch } from '../icons';
import { useActiveGroup } from '../session/activeGroup';
import { Blank } from '../shell/Blank';
import { ErrorPanel } from '../shell/ErrorPanel';
import { NoGroup } from '../shell/NoGroup';
import { Page } from '../shell/Page';
import styles from './CataloguePage.module.css';
import { catalogueQuery } from './queries';
import { matching } from './search';
import { ServiceCard } from './ServiceCard';

export function CataloguePage() {
  const group = useActiveGroup();
  return (
    <Page title="Catalogue" lead="Pick a service, choose where it runs, and it is set up for you.">
      {group ? <Services group={group} /> : <NoGroup />}
    </Page>
  );
}

function Services({ group }: { group: string }) {
  const services = useQuery(catalogueQuery(group));
  const [words, setWords] = useState('');
  if (services.isError) {
    return <ErrorPanel error={services.error} onRetry={() => void services.refetch()} />;
  }
  if (services.isPending) {
    return <Loading />;
  }
  if (services.data.length === 0) {
    return (
      <Blank
        icon={IconLayoutGrid}
        title={`Nothing to deploy for ${group} yet`}
        text="An administrator adds services to the catalogue and opens them to groups."
      />
    );
  }
  return (
    <>
      <TextInput
        type="search" aria-label="Search the catalogue" placeholder="Search the catalogue" size="md"
        leftSection={<IconSearch size={18} aria-hidden />} className={styles.search}
        value={words} onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Results services={matching(services.data, words)} onClear={() => setWords('')} />
    </>
  );
}

function Results({ services, onClear }: { services: Service[]; onClear: () => void }) {
  if (services.length === 0) {
    return (
      <Blank icon={IconSearch} title="No service matches" text="Try another word, or see everything there is.">
        <Button variant="default" onClick={onClear}>
          Show all services
        </Button>
      </Blank>
    );
  }
  return (
    <div className={styles.cards}>
      {services.map((service) => (
        <ServiceCard key={service.id} service={service} />
      ))}
    </div>
  );
}

function Loading() {
  return (
    <div className={styles.cards} aria-busy="true" aria-label="Loading the catalogue" role="status">
      {[1, 2, 3].map((card) => (
        <Skeleton key={card} height={220} radius="lg" />
      ))}
    </div>
  );
}
