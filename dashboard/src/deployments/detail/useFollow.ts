import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { LogLine } from '../../api/types';
import { follow, type Connection } from './follow';

/** The newest lines are kept; a longer log is read through the API or the command line. */
export const KEPT_LINES = 5_000;

interface Followed {
  readonly lines: readonly LogLine[];
  readonly connection: Connection;
}

/**
 * Follows a deployment while the page shows it: keeps its query fresh and collects its log. Starts
 * again when the deployment moves again (`moving`) after the stream has ended, as a delete does.
 */
export function useFollow(id: string, moving: boolean): Followed {
  const queries = useQueryClient();
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [connection, setConnection] = useState<Connection>('connecting');
  const lastLine = useRef(0);
  useEffect(() => {
    const stop = new AbortController();
    const follower = {
      onDeployment: (deployment: unknown) => void queries.setQueryData(['deployment', id], deployment),
      onLines: (more: LogLine[]) => {
        lastLine.current = more.at(-1)?.number ?? lastLine.current;
        setLines((before) => [...before, ...more].slice(-KEPT_LINES));
      },
      onConnection: (next: Connection) => {
        if (!stop.signal.aborted) {
          setConnection(next);
        }
      },
    };
    void follow(id, lastLine.current, follower, stop.signal);
    return () => stop.abort();
  }, [id, moving, queries]);
  return { lines, connection };
}
