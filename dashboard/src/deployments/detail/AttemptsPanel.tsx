import { Text, Title } from '@mantine/core';
import type { Attempt } from '../../api/types';
import { formatClock, formatDateTime, formatDuration } from '../../format/format';
import { IconCircleCheck, IconCircleX, IconLoader2 } from '../../icons';
import { Tag } from '../../shell/Tag';
import { Candidates } from '../Candidates';
import type { Look } from '../status';
import attempts from './AttemptsPanel.module.css';
import styles from './panels.module.css';

const STATES: Record<Attempt['state'], Look> = {
  running: { label: 'Running', tone: 'busy', icon: IconLoader2, spin: true },
  succeeded: { label: 'Succeeded', tone: 'good', icon: IconCircleCheck },
  failed: { label: 'Failed', tone: 'bad', icon: IconCircleX },
};

/** Every try, newest first: where, why there, why not elsewhere, and how it ended. */
export function AttemptsPanel({ attempts: all }: { attempts: readonly Attempt[] }) {
  if (all.length === 0) {
    return <Text c="dimmed">No site has been tried yet.</Text>;
  }
  return (
    <div className={attempts.list}>
      {[...all].reverse().map((attempt) => {
        const { label, ...look } = STATES[attempt.state];
        return (
          <article key={attempt.number} className={styles.panel} aria-labelledby={`attempt-${attempt.number}`}>
            <div className={styles.head}>
              <Title order={2} id={`attempt-${attempt.number}`}>
                Attempt {attempt.number}
                {attempt.provider && ` on ${attempt.provider}`}
              </Title>
              <Tag {...look}>{label}</Tag>
            </div>
            <Text c="dimmed" size="sm">
              {formatDateTime(attempt.startedAt)}
              {attempt.endedAt &&
                ` to ${formatClock(attempt.endedAt)}, ${formatDuration(Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt))}`}
            </Text>
            {attempt.failure && (
              <p className={attempts.failure}>
                {attempt.failureClass && <b>{attempt.failureClass}: </b>}
                {attempt.failure}
              </p>
            )}
            {attempt.candidates.length > 0 && <Candidates candidates={attempt.candidates} />}
          </article>
        );
      })}
    </div>
  );
}
