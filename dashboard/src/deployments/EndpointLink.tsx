import { IconExternalLink } from '../icons';
import styles from './EndpointLink.module.css';

/** Without what a browser adds by itself. */
function shown(address: string): string {
  return address
    .replace(/^http:\/\/([^/]+?):80(?=\/|$)/i, '$1')
    .replace(/^https:\/\/([^/]+?):443(?=\/|$)/i, '$1')
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '');
}

/** A service's address: a link when a browser can open it, else text. */
export function EndpointLink({ address }: { address: string }) {
  if (!/^https?:\/\//i.test(address)) {
    return <span className={styles.text}>{address}</span>;
  }
  return (
    <a className={`text-link ${styles.text}`} href={address} target="_blank" rel="noopener noreferrer">
      {shown(address)}
      <IconExternalLink size={14} aria-label="opens in a new tab" className={styles.icon} />
    </a>
  );
}
