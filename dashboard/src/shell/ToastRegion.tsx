import { CloseButton } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '../icons';
import styles from './ToastRegion.module.css';
import { dismissToast, useToasts } from './toasts';

export function ToastRegion() {
  const toasts = useToasts();
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {toasts.map(({ id, tone, text }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          {tone === 'good' ? <IconCircleCheck size={20} aria-hidden /> : <IconAlertCircle size={20} aria-hidden />}
          <span className={styles.text}>{text}</span>
          <CloseButton size="sm" aria-label="Dismiss the message" onClick={() => dismissToast(id)} />
        </div>
      ))}
    </div>
  );
}
