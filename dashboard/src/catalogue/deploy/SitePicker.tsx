import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PlacementRequest } from '../../api/types';
import { IconArrowRight, IconSparkles } from '../../icons';
import { ErrorPanel } from '../../shell/ErrorPanel';
import { QuotaBars } from '../../sites/QuotaBars';
import { sitesQuery } from '../../sites/queries';
import { SiteTags } from '../../sites/SiteTags';
import styles from './SitePicker.module.css';

interface SitePickerProps {
  readonly group: string;
  readonly value: PlacementRequest | undefined;
  readonly onChange: (placement: PlacementRequest | undefined) => void;
  readonly onNext: () => void;
}

/** Where to deploy: the best site, or one that the person picks. */
export function SitePicker({ group, value, onChange, onNext }: SitePickerProps) {
  const sites = useQuery(sitesQuery(group));
  const isChosen = (site: PlacementRequest) => value?.provider === site.provider && value.region === site.region;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <fieldset className={styles.options}>
        <legend className={styles.legend}>Where should it run?</legend>
        <label className={styles.option}>
          <input type="radio" name="site" checked={value === undefined} onChange={() => onChange(undefined)} />
          <span className={styles.body}>
            <span className={styles.top}>
              <span className={styles.name}>
                <IconSparkles size={20} aria-hidden className={styles.spark} /> Choose for me
              </span>
            </span>
            <span className={styles.hint}>
              The best site with room is taken, and the next one if it fails. The review shows the order and why.
            </span>
          </span>
        </label>
        {sites.isPending && [1, 2].map((site) => <Skeleton key={site} height={170} radius="lg" />)}
        {sites.data?.map((site) => (
          <label key={`${site.provider}/${site.region}`} className={styles.option}>
            <input
              type="radio" name="site" checked={isChosen(site)} disabled={site.status !== 'available'}
              onChange={() => onChange({ provider: site.provider, region: site.region })}
            />
            <span className={styles.body}>
              <span className={styles.top}>
                <span className={styles.name}>{site.provider}</span>
                <span className={styles.hint}>{[site.region, site.location].filter(Boolean).join(' · ')}</span>
                <SiteTags site={site} />
              </span>
              {site.reason && <span className={styles.reason}>{site.reason}</span>}
            </span>
            {site.quotas.length > 0 && (
              <div className={styles.quotas}>
                <QuotaBars quotas={site.quotas} />
              </div>
            )}
          </label>
        ))}
      </fieldset>
      {sites.isError && <ErrorPanel error={sites.error} onRetry={() => void sites.refetch()} />}
      <div className={styles.next}>
        <Button type="submit" size="md" rightSection={<IconArrowRight size={18} aria-hidden />}>
          Continue
        </Button>
      </div>
    </form>
  );
}
