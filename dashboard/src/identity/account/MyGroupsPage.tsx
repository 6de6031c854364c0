import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconPlus } from '../../icons';
import { useMe } from '../../session/me';
import { Page } from '../../shell/Page';
import { ownGroups } from '../api/people';
import { joinRequests, withdrawRequest } from '../api/requests';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel, Panels } from '../ui/Panel';
import { AskToJoinDialog } from './AskToJoinDialog';
import { OwnRequests } from './OwnRequests';
import { managedQuery } from './queries';

export function MyGroupsPage() {
  const { subject } = useMe();
  const groups = useQuery({ queryKey: ['identity', 'own-groups'], queryFn: ({ signal }) => ownGroups(signal) });
  const managed = useQuery(managedQuery(subject));
  const [asking, setAsking] = useState(false);
  return (
    <Page
      title="My groups" lead="The communities that you work for, and those that you have asked to join."
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAsking(true)}>Ask to join</Button>}
    >
      <Panels>
        <Panel title="I am in">
          <Loaded query={groups} what="The list of your groups">
            {(joined) => (
              <ItemList
                label="My groups" items={joined} keyOf={({ id }) => id} empty="No group yet."
                note={({ joiningTime }) => `since ${formatDateTime(joiningTime)}`}
              >
                {({ name }) => name}
              </ItemList>
            )}
          </Loaded>
          <Text size="sm" c="dimmed">To leave a group, ask its managers.</Text>
        </Panel>
        <Panel title="I have asked">
          <OwnRequests
            label="My requests" what="own-requests" find={(signal) => joinRequests({ page: 1 }, signal)} nameOf={({ groupName }) => groupName}
            withdraw={withdrawRequest} note={({ notes, motivation, creationTime }) => (
              <>
                <div>{formatDateTime(new Date(creationTime).toISOString())}{notes && `: ${notes}`}</div>
                {motivation && <div>Answer: {motivation}</div>}
              </>
            )}
          />
        </Panel>
        {(managed.data?.managedGroups.length ?? 0) > 0 && (
          <Panel title="I manage">
            <ItemList
              label="Groups that I manage" items={managed.data?.managedGroups ?? []} keyOf={({ id }) => id} empty=""
            >
              {({ id, name }) => <Link to="/account/groups/$id" params={{ id }} className="text-link">{name}</Link>}
            </ItemList>
            <Text size="sm">
              <Link to="/account/group-requests" className="text-link">Requests for these groups</Link>
            </Text>
          </Panel>
        )}
      </Panels>
      {asking && <AskToJoinDialog joined={(groups.data ?? []).map(({ id }) => id)} onClose={() => setAsking(false)} />}
    </Page>
  );
}
