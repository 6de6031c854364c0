import { API } from '../../api/client';
import { isTransient, problemOf } from '../../api/problem';
import type { Deployment, LogLine } from '../../api/types';
import { session } from '../../session/session';
import { isSettled } from '../status';
import { backoffMs } from './backoff';
import { EventStreamParser, type ServerSentEvent } from './sse';

/** Where the stream stands, for the people who look at it. */
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'ended' | 'failed';

export interface Follower {
  readonly onDeployment: (deployment: Deployment) => void;
  readonly onLines: (lines: LogLine[]) => void;
  readonly onConnection: (connection: Connection) => void;
}

/**
 * Follows a deployment until it is settled, reconnecting after the last line that came. Resolves at
 * the end of the stream, or when the server refuses it for good.
 */
export async function follow(id: string, after: number, follower: Follower, signal: AbortSignal): Promise<void> {
  let lastLine = after;
  let settled = false;
  const take = (events: ServerSentEvent[]) => {
    const lines: LogLine[] = [];
    for (const { event, data } of events) {
      if (event === 'deployment') {
        const deployment = JSON.parse(data) as Deployment;
        settled = isSettled(deployment.status);
        follower.onDeployment(deployment);
      } else if (event === 'log') {
        const line = JSON.parse(data) as LogLine;
        if (line.number > lastLine) {
          lines.push(line);
          lastLine = line.number;
        }
      }
    }
    if (lines.length > 0) {
      follower.onLines(lines);
    }
  };

  for (let failures = 0; !signal.aborted; failures++) {
    follower.onConnection(failures === 0 ? 'connecting' : 'reconnecting');
    try {
      for await (const events of open(id, lastLine, signal, () => follower.onConnection('live'))) {
        failures = 0;
        take(events);
      }
      if (settled) {
        follower.onConnection('ended');
        return;
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (!isTransient(error)) {
        follower.onConnection('failed');
        return;
      }
    }
    await pause(backoffMs(failures, Math.random()), signal);
  }
}

async function* open(
  id: string, lastLine: number, signal: AbortSignal, onOpen: () => void,
): AsyncGenerator<ServerSentEvent[]> {
  const answer = await fetch(`${API}/deployments/${encodeURIComponent(id)}/events`, {
    headers: {
      Accept: 'text/event-stream',
      Authorization: `Bearer ${await session.accessToken()}`,
      ...(lastLine > 0 ? { 'Last-Event-ID': String(lastLine) } : {}),
    },
    cache: 'no-store',
    signal,
  });
  if (answer.status === 401) {
    await session.signInAgain();
  }
  if (!answer.ok || !answer.body) {
    throw problemOf(answer, await answer.json().catch(() => undefined));
  }
  onOpen();
  const parser = new EventStreamParser();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    yield parser.feed(read.value);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
