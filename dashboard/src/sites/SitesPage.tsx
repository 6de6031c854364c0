import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconMapPin, IconRefresh } from '../icons';
import { useActiveGroup } from '../session/activeGroup';
import { Blank } from '../shell/Blank';
import { ErrorPanel } from '../shell/ErrorPanel';
import { NoGroup } from '../shell/NoGroup';
import { Page } from '../shell/Page';
import { sitesQuery } from './queries';
import { SiteCard } from './SiteCard';
import styles from './SitesPage.module.css';

export function SitesPage() {
  const group = useActiveGroup();
  const sites = useQuery({ ...sitesQuery(group ?? ''), enabled: group !== undefined });
  return (
    <Page
      title="Sites"
      lead={group ? `Where ${group} may deploy, and what is free there.` : undefined}
      actions={
        <Button
          variant="default" leftSection={<IconRefresh size={16} aria-hidden />}
          loading={sites.isRefetching} onClick={() => void sites.refetch()}
        >
          Ask the sites again
        </Button>
      }
    >
      {!group ? (
        <NoGroup />
      ) : sites.isError ? (
        <ErrorPanel error={sites.error} onRetry={() => void sites.refetch()} />
      ) : sites.isPending ? (
        <div className={styles.sites} role="status" aria-busy="true" aria-label="Asking the sites">
          <Skeleton height={320} radius="lg" />
          <Skeleton height={320} radius="lg" />
        </div>
      ) : sites.data.length === 0 ? (
        <Blank
          icon={IconMapPin}
          title={`No site has room for ${group}`}
          text="A site opens to a group with a service level agreement. Ask an administrator of the federation."
        />
      ) : (
        <div className={styles.sites}>
          {sites.data.map((site) => (
            <SiteCard key={`${site.provider}/${site.region}`} site={site} />
          ))}
        </div>
      )}
    </Page>
  );
}
