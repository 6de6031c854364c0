import type { Icon } from '@tabler/icons-react';
import {
  IconBoxMultiple, IconContainer, IconCpu, IconDatabase, IconNetwork, IconNotebook, IconPackage, IconServer,
  IconServerBolt, IconTopologyStar3, IconWorld,
} from '../icons';
import styles from './ServiceIcon.module.css';

/** The names that a service's parameter file may use. */
const ICONS: Record<string, Icon> = {
  server: IconServer,
  'server-volume': IconDatabase,
  'server-bolt': IconServerBolt,
  world: IconWorld,
  database: IconDatabase,
  notebook: IconNotebook,
  container: IconContainer,
  cluster: IconTopologyStar3,
  network: IconNetwork,
  cpu: IconCpu,
  servers: IconBoxMultiple,
};

export function ServiceIcon({ name, small = false }: { name: string | undefined; small?: boolean }) {
  const Chosen = ICONS[name ?? ''] ?? IconPackage;
  return (
    <span className={styles.icon} data-small={small || undefined}>
      <Chosen size={small ? 18 : 26} stroke={1.7} aria-hidden />
    </span>
  );
}
