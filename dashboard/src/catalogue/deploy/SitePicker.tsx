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
        <div className={styles.option}>
          <input
            id="site-any" type="radio" name="site" aria-describedby="site-any-hint"
            checked={value === undefined} onChange={() => onChange(undefined)}
          />
          <div className={styles.body}>
            <label htmlFor="site-any" className={styles.name}>
              <IconSparkles size={20} aria-hidden className={styles.spark} /> Choose for me
            </label>
            <span id="site-any-hint" className={styles.hint}>
              The best site with room is taken, and the next one if it fails. The review shows the order and why.
            </span>
          </div>
        </div>
        {sites.isPending && [1, 2].map((site) => <Skeleton key={site} height={170} radius="lg" />)}
        {sites.data?.map((site) => {
          const id = `site-${site.provider}-${site.region}`;
          return (
            <div key={id} className={styles.option}>
              <input
                id={id} type="radio" name="site" aria-describedby={`${id}-about`}
                checked={isChosen(site)} disabled={site.status !== 'available'}
                onChange={() => onChange({ provider: site.provider, region: site.region })}
              />
              <div className={styles.body}>
                <div className={styles.top} id={`${id}-about`}>
                  <label htmlFor={id} className={styles.name}>
                    {site.provider}
                  </label>
                  <span className={styles.hint}>{[site.region, site.location].filter(Boolean).join(' · ')}</span>
                  <SiteTags site={site} />
                </div>
                {site.reason && <span className={styles.reason}>{site.reason}</span>}
              </div>
              {site.quotas.length > 0 && (
                <div className={styles.quotas}>
                  <QuotaBars quotas={site.quotas} />
                </div>
              )}
            </div>
          );
        })}
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
