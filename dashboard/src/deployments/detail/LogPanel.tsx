import { Button, NativeSelect } from '@mantine/core';
import { useLayoutEffect, useRef, useState } from 'react';
import type { LogLine } from '../../api/types';
import { formatClock, plural } from '../../format/format';
import { IconPlayerPause, IconPlayerPlay } from '../../icons';
import { CopyButton } from '../../shell/CopyButton';
import type { Connection } from './follow';
import styles from './LogPanel.module.css';
import { KEPT_LINES } from './useFollow';

type Source = LogLine['source'];

const SOURCES: { value: Source | ''; label: string }[] = [
  { value: '', label: 'All sources' },
  { value: 'orchestrator', label: 'Orchestrator' },
  { value: 'site', label: 'Site' },
  { value: 'ansible', label: 'Ansible' },
];

const CONNECTIONS: Record<Connection, string> = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Connection lost, trying again',
  ended: 'Complete',
  failed: 'The log cannot be followed',
};

/** The log as it is written. Pausing keeps the view still; nothing is lost meanwhile. */
export function LogPanel({ lines, connection }: { lines: readonly LogLine[]; connection: Connection }) {
  const [source, setSource] = useState<Source | ''>('');
  const [pausedAt, setPausedAt] = useState<number>();
  const view = useRef<HTMLDivElement>(null);
  const paused = pausedAt !== undefined;
  const shown = lines.filter(
    (line) => (source === '' || line.source === source) && (!paused || line.number <= pausedAt),
  );
  const newest = lines.at(-1)?.number ?? 0;
  useLayoutEffect(() => {
    if (!paused && view.current) {
      view.current.scrollTop = view.current.scrollHeight;
    }
  }, [newest, paused, source]);
  const waiting = paused ? lines.filter((line) => line.number > pausedAt).length : 0;
  return (
    <section aria-label="Log">
      <div className={styles.tools}>
        <span className={styles.connection} data-connection={connection} role="status">
          {CONNECTIONS[connection]}
        </span>
        <NativeSelect
          aria-label="Source" size="xs" data={SOURCES} value={source}
          onChange={(event) => setSource(event.currentTarget.value as Source | '')}
        />
        <Button
          variant="default" size="xs" aria-pressed={paused}
          leftSection={paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />}
          onClick={() => setPausedAt(paused ? undefined : newest)}
        >
          {paused ? `Follow${waiting > 0 ? ` (${waiting} new)` : ''}` : 'Pause'}
        </Button>
        <CopyButton label="Copy" what="the log as shown" value={shown.map(asText).join('\n')} />
      </div>
      {lines.length >= KEPT_LINES && (
        <p className={styles.cut}>Only the newest {plural(KEPT_LINES, 'line')} are shown.</p>
      )}
      <div ref={view} className={styles.view} tabIndex={0} role="log" aria-live="off" aria-label="Log lines">
        {shown.length === 0 ? (
          <p className={styles.none}>
            {lines.length > 0 ? 'Nothing from this source.' : connection === 'ended' ? 'The log is empty.' : 'Waiting for the first line.'}
          </p>
        ) : (
          shown.map((line) => (
            <div key={line.number} className={styles.line} data-level={line.level ?? 'info'}>
              <span className={styles.time}>{formatClock(line.at)}</span>
              <span className={styles.source}>{line.source}</span>
              <span className={styles.text}>
                {(line.level === 'error' || line.level === 'warning') && <b>{line.level}: </b>}
                {line.text}
              </span>
            </div>
          ))
        )}
      </div>
    </section>
  );
}

function asText({ at, source, level, text }: LogLine): string {
  return `${at} ${source}${level ? ` ${level}` : ''} ${text}`;
}
