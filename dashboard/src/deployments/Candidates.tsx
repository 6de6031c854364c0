import type { Candidate } from '../api/types';
import { IconCircleCheck, IconCircleX, IconFlask } from '../icons';
import { Tag } from '../shell/Tag';
import styles from './Candidates.module.css';

/** The sites that were weighed, in their order, with the reasons. */
export function Candidates({ candidates }: { candidates: readonly Candidate[] }) {
  let rank = 0;
  return (
    <ol className={styles.list}>
      {candidates.map((candidate) => (
        <li key={`${candidate.provider}/${candidate.region}`} className={styles.item} data-accepted={candidate.accepted}>
          <div className={styles.top}>
            <span className={styles.name}>{candidate.provider}</span>
            <span className={styles.region}>{candidate.region}</span>
            {candidate.accepted ? (
              <Tag tone="good" icon={IconCircleCheck}>{++rank === 1 ? 'First choice' : `Choice ${rank}`}</Tag>
            ) : (
              <Tag tone="quiet" icon={IconCircleX}>Not possible</Tag>
            )}
            {candidate.simulated && <Tag tone="warn" icon={IconFlask}>Simulated</Tag>}
            {candidate.score !== undefined && candidate.accepted && (
              <span className={styles.score}>score {candidate.score.toFixed(2)}</span>
            )}
          </div>
          {candidate.reasons.length > 0 && (
            <ul className={styles.reasons}>
              {candidate.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
