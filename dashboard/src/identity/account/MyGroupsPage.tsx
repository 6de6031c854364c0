import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconPlus } from '../../icons';
import { useMe } from '../../session/me';
import { Page } from '../../shell/Page';
import { ownGroups } from '../api/people';
import { joinRequests, withdrawRequest, type JoinRequest } from '../api/requests';
import { RequestState } from '../requests/RequestState';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel, Panels } from '../ui/Panel';
import rows from '../ui/rows.module.css';
import { useAction } from '../ui/useAction';
import { AskToJoinDialog } from './AskToJoinDialog';
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
        <OwnRequests subject={subject} />
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

/** One's own requests. The service sends managers those of their groups as well; these are left out. */
function OwnRequests({ subject }: { subject: string }) {
  const requests = useQuery({
    queryKey: ['identity', 'own-requests'], queryFn: ({ signal }) => joinRequests({ page: 1 }, signal),
    select: ({ items }) => items.filter(({ userUuid }) => userUuid === subject),
  });
  const withdraw = useAction(({ uuid }: JoinRequest) => withdrawRequest(uuid), 'The request is withdrawn');
  return (
    <Panel title="I have asked">
      <Loaded query={requests} what="The list of your requests">
        {(items) => (
          <ItemList
            label="My requests" items={items} keyOf={({ uuid }) => uuid} empty="No request."
            note={({ notes, motivation, creationTime }) => (
              <>
                <div>{formatDateTime(new Date(creationTime).toISOString())}{notes && `: ${notes}`}</div>
                {motivation && <div>Answer: {motivation}</div>}
              </>
            )}
          >
            {(request) => (
              <div className={rows.lead}>
                <span>{request.groupName}</span>
                <RequestState status={request.status} />
                {request.status === 'PENDING' && (
                  <Button
                    size="compact-xs" variant="default" aria-label={`Withdraw the request for ${request.groupName}`}
                    onClick={() => withdraw.mutate(request)}
                  >
                    Withdraw
                  </Button>
                )}
              </div>
            )}
          </ItemList>
        )}
      </Loaded>
    </Panel>
  );
}
