import { Button, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { formatDateTime, formatDuration, formatNumber, plural } from '../../format/format';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, IconRefresh } from '../../icons';
import { ActionDialog } from '../../identity/ui/ActionDialog';
import { Facts } from '../../identity/ui/Facts';
import { ItemList } from '../../identity/ui/ItemList';
import { Loaded } from '../../identity/ui/Loaded';
import { Panel, Panels } from '../../identity/ui/Panel';
import rows from '../../identity/ui/rows.module.css';
import { Tag } from '../../shell/Tag';
import { feedNow, readFeed, type Feed, type FedProvider } from '../api/feeds';
import type { Finding, Hold, Provider } from '../api/providers';
import { Age, HeldTag, OutcomeTag } from '../ui/tags';
import { nameOf, nameOfHold } from '../ui/words';
import { ReleaseDialog } from './dialogs';

/** How often to look while the provider is being read. */
const WATCH_MS = 2_000;

/** For administrators: how the provider is read, what was found, and which losses are held back. */
export function FeedTab({ provider }: { provider: Provider }) {
  return (
    <Panels>
      <FeedPanel provider={provider} />
      <HoldsPanel provider={provider} holds={provider.holds ?? []} />
      <Panel title="Findings">
        <Findings label={`Findings of ${provider.name}`} findings={provider.findings ?? []} />
      </Panel>
    </Panels>
  );
}

function FeedPanel({ provider }: { provider: Provider }) {
  const [asking, setAsking] = useState(false);
  const query = useQuery({
    queryKey: ['registry', 'feed', provider.name], queryFn: ({ signal }) => readFeed(provider.name, signal),
    refetchInterval: ({ state }) => (state.data?.running ? WATCH_MS : false),
  });
  const running = query.data?.running;
  const wasRunning = useRef(false);
  const queries = useQueryClient();
  useEffect(() => {
    if (wasRunning.current && running === false) {
      // The reading may have changed anything.
      void queries.invalidateQueries({ queryKey: ['registry'] });
    }
    wasRunning.current = running ?? false;
  }, [running, queries]);
  const undeclared = query.error instanceof ApiProblem && query.error.status === 404 ? query.error : undefined;
  return (
    <Panel
      title="Readings"
      actions={query.data?.file && (
        <Button size="xs" variant="default" leftSection={<IconRefresh size={15} aria-hidden />} onClick={() => setAsking(true)}>Read now</Button>
      )}
    >
      {undeclared ? <Text>{undeclared.message}</Text> : <Loaded query={query} what="The feed">{(fed) => <LastFeed fed={fed} />}</Loaded>}
      {asking && (
        <ActionDialog
          title={`Read ${provider.name} now?`} submit="Read now" renews="registry" run={() => feedNow(provider.name)}
          done={`${provider.name} is being read`} onClose={() => setAsking(false)}
        >
          <Text>All its regions and projects are read at once, besides the usual readings. Nothing is lost if it fails.</Text>
        </ActionDialog>
      )}
    </Panel>
  );
}

const FEED_LOOKS = {
  ok: { label: 'All was read', tone: 'good', icon: IconCircleCheck },
  partial: { label: 'Partly read', tone: 'warn', icon: IconAlertTriangle },
  skipped: { label: 'Not to be read', tone: 'quiet', icon: IconCircleDashed },
  failed: { label: 'Failed', tone: 'bad', icon: IconCircleX },
} as const;

function LastFeed({ fed }: { fed: FedProvider }) {
  const last = fed.lastFeed;
  return (
    <>
      <Facts
        facts={[
          ['Declared in', fed.file ?? 'No file declares it any more'],
          ['Next', fed.running ? 'Being read now' : fed.nextFeedAt ? formatDateTime(fed.nextFeedAt) : 'Not planned'],
          ['Last', last ? <Outcome key="last" feed={last} /> : 'Never'],
          ['Took', typeof fed.durationMillis === 'number' ? formatDuration(fed.durationMillis) : undefined],
          ['Changed', last ? plural(last.changed, 'row') : undefined],
          ['Last good', last ? <Age key="good" at={last.lastGood} /> : undefined],
        ]}
      />
      {last && <Text>{last.message}</Text>}
      {last && last.failures.length > 0 && (
        <ItemList
          label="Parts that were not read" items={last.failures} keyOf={({ region, project, facet }) => `${region}/${project}/${facet}`} empty=""
          note={({ reason }) => reason}
        >
          {({ region, project, facet, outcome }) => (
            <div className={rows.lead}><OutcomeTag outcome={outcome} />{nameOf(facet)} of {project} in {region}</div>
          )}
        </ItemList>
      )}
      {last && last.findings.length > 0 && <Findings label="Findings of the reading" findings={last.findings} />}
    </>
  );
}

function Outcome({ feed }: { feed: Feed }) {
  const { label, tone, icon } = FEED_LOOKS[feed.outcome];
  return <span className={rows.lead}><Tag tone={tone} icon={icon}>{label}</Tag><Age at={feed.endedAt} /></span>;
}

function Findings({ label, findings }: { label: string; findings: readonly Finding[] }) {
  return (
    <ItemList
      label={label} items={findings} keyOf={({ place, message }) => `${place} ${message}`} empty="Nothing was found wrong."
      note={({ remedy }) => remedy}
    >
      {({ severity, place, message }) => (
        <>
          <div className={rows.lead}>
            {severity === 'REJECTED' ? (
              <Tag tone="bad" icon={IconCircleX}>Rejected</Tag>
            ) : (
              <Tag tone="warn" icon={IconAlertTriangle}>Warning</Tag>
            )}
            <Text fw={600}>{place}</Text>
          </div>
          {message}
        </>
      )}
    </ItemList>
  );
}

function HoldsPanel({ provider, holds }: { provider: Provider; holds: readonly Hold[] }) {
  const [releasing, setReleasing] = useState<Hold>();
  return (
    <Panel title="Held losses">
      <Text size="sm" c="dimmed">Where a reading misses very much at once, it is more likely sick than right: what was known is kept.</Text>
      <ItemList
        label={`Held losses of ${provider.name}`} items={holds} keyOf={({ region, facet }) => `${region}/${facet}`} empty="Nothing is held back."
        note={({ since, release }) => (release ? `Released by ${release.by}: ${release.why}` : <>since <Age at={since} /></>)}
      >
        {({ region, facet, known, lost, since, release }) => (
          <div className={rows.lead}>
            {!release && <HeldTag>Held</HeldTag>}
            <span>{nameOfHold({ region, facet })}: {formatNumber(lost)} of {formatNumber(known)} missing</span>
            {!release && (
              <Button
                size="compact-sm" variant="default" aria-label={`Release the held loss: ${nameOfHold({ region, facet })}`}
                onClick={() => setReleasing({ region, facet, known, lost, since })}
              >
                Release
              </Button>
            )}
          </div>
        )}
      </ItemList>
      {releasing && <ReleaseDialog provider={provider} hold={releasing} onClose={() => setReleasing(undefined)} />}
    </Panel>
  );
}
