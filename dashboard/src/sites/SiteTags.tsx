import type { Site } from '../api/types';
import { IconCircleCheck, IconFlask, IconPlugConnectedX } from '../icons';
import { Tag } from '../shell/Tag';
import styles from './SiteTags.module.css';

/** A site's state and nature. */
export function SiteTags({ site }: { site: Pick<Site, 'status' | 'simulated'> }) {
  return (
    <span className={styles.tags}>
      {site.status === 'available' ? (
        <Tag tone="good" icon={IconCircleCheck}>Available</Tag>
      ) : (
        <Tag tone="bad" icon={IconPlugConnectedX}>Unreachable</Tag>
      )}
      {site.simulated && (
        <Tag tone="warn" icon={IconFlask} title="Servers on this site are simulated: nothing runs on them">
          Simulated
        </Tag>
      )}
    </span>
  );
}
