import { Button, Code, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { asProblem } from '../api/problem';
import { IconBan, IconPlugConnectedX, IconRefresh, IconSearch } from '../icons';
import styles from './Blank.module.css';

interface ErrorPanelProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** What was asked for, such as "This deployment", for texts that name it. */
  readonly what?: string;
  /** Whether another group, or the list of deployments, may be the way out. */
  readonly ofGroup?: boolean;
}

/** Says what failed and what to do about it. */
export function ErrorPanel({ error, onRetry, what = 'This', ofGroup = true }: ErrorPanelProps) {
  const problem = asProblem(error);
  const gone = problem.status === 404;
  const forbidden = problem.status === 403;
  const Icon = gone ? IconSearch : forbidden ? IconBan : IconPlugConnectedX;
  return (
    <div className={styles.blank} role="alert">
      <span className={styles.icon} data-tone={gone ? 'quiet' : 'bad'}>
        <Icon size={28} aria-hidden />
      </span>
      <Title order={2}>{gone ? `${what} does not exist` : forbidden ? 'You may not see this' : problem.title}</Title>
      <Text c="dimmed" maw={520}>
        {problem.detail ?? (gone ? 'It may have been removed, or the address has a typing error.' : problem.title)}
        {forbidden && ofGroup && ' If you work for several groups, try another one with the switch at the top.'}
      </Text>
      {problem.requestId && (
        <Text size="sm" c="dimmed">
          Request id for support: <Code>{problem.requestId}</Code>
        </Text>
      )}
      <div className={styles.actions}>
        {onRetry && !gone && !forbidden && (
          <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
            Try again
          </Button>
        )}
        {(gone || forbidden) && ofGroup && (
          <Button component={Link} to="/deployments">
            Go to my deployments
          </Button>
        )}
      </div>
    </div>
  );
}
