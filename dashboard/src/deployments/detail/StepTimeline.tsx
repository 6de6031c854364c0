import { Progress, Text } from '@mantine/core';
import type { Deployment, Phase, Step } from '../../api/types';
import { formatDuration } from '../../format/format';
import { useNow } from '../../format/useNow';
import { isSettled, PHASES, STEP_STATES } from '../status';
import styles from './StepTimeline.module.css';

const ROAD: readonly Phase[] = ['validate', 'place', 'provision', 'configure', 'verify'];
const BEFORE_ATTEMPT: readonly Phase[] = ['validate', 'place'];

/** How far the newest attempt has come. */
export function StepTimeline({ deployment }: { deployment: Deployment }) {
  const now = useNow(1_000);
  const steps = stepsToShow(deployment.steps);
  const attempt = newestAttempt(deployment.steps);
  const running = !isSettled(deployment.status);
  const failed = deployment.status.endsWith('FAILED');
  return (
    <section className={styles.panel} aria-label="Progress">
      <div className={styles.top}>
        <span className={styles.phase}>{headline(deployment)}</span>
        <span className={styles.percent}>
          {attempt > 1 && <>attempt {attempt} · </>}
          {deployment.progress} %
        </span>
      </div>
      <Progress
        value={deployment.progress} size={8} radius="xl" animated={running} striped={running}
        color={failed ? 'red.7' : 'lagoon.6'} aria-label={`Progress: ${deployment.progress} %`}
      />
      <ol className={styles.steps}>
        {steps.map((step) => {
          const look = STEP_STATES[step.state];
          return (
            <li key={step.name} className={styles.step} data-tone={look.tone} aria-current={step.state === 'running' ? 'step' : undefined}>
              <look.icon size={20} aria-hidden className={styles.icon} data-spin={look.spin} />
              <div className={styles.words}>
                <span className={styles.name}>{PHASES[step.name]}</span>
                <Text size="sm" c="dimmed">
                  {look.label}
                  {step.startedAt && step.state !== 'waiting' && ` · ${tookText(step, now)}`}
                  {step.tries > 0 && ` · try ${step.tries + 1}`}
                </Text>
                {step.message && <span className={styles.message}>{step.message}</span>}
              </div>
            </li>
          );
        })}
      </ol>
      {deployment.statusReason && <p className={styles.reason}>{deployment.statusReason}</p>}
    </section>
  );
}

/**
 * The newest attempt's steps, with those of the usual road that have not been reached yet. What
 * came before the attempt had a number belongs to it too.
 */
export function stepsToShow(steps: readonly Step[]): Step[] {
  const attempt = newestAttempt(steps);
  const current = steps.filter((step) => step.attempt === attempt);
  if (current.some(({ name }) => name === 'delete' || name === 'clean-up')) {
    return current;
  }
  const latest = (name: Phase) =>
    (BEFORE_ATTEMPT.includes(name) ? steps : current).filter((step) => step.name === name).at(-1);
  return ROAD.map((name): Step => latest(name) ?? { attempt, name, state: 'waiting', tries: 0 });
}

function newestAttempt(steps: readonly Step[]): number {
  return steps.reduce((newest, step) => Math.max(newest, step.attempt), 1);
}

function tookText({ startedAt, endedAt }: Step, now: number): string {
  const end = endedAt ? Date.parse(endedAt) : now;
  return startedAt ? formatDuration(end - Date.parse(startedAt)) : '';
}

function headline({ status, phase }: Deployment): string {
  switch (status) {
    case 'CREATE_COMPLETE':
      return 'Everything is set up';
    case 'CREATE_FAILED':
      return 'The deployment failed';
    case 'DELETE_COMPLETE':
      return 'Everything is deleted';
    case 'DELETE_FAILED':
      return 'Deleting failed';
    case 'CREATE_IN_PROGRESS':
    case 'DELETE_IN_PROGRESS':
      return PHASES[phase];
  }
}
