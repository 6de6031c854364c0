import { useState } from 'react';
import { IconInbox } from '../../icons';
import { useMe } from '../../session/me';
import { Page } from '../../shell/Page';
import { approveJoin, joinRequests, rejectJoin, type JoinRequest } from '../api/requests';
import { useAction } from '../ui/useAction';
import { DecisionButtons } from './DecisionButtons';
import { LONGEST_MOTIVATION, RejectDialog } from './RejectDialog';
import { RequestList } from './RequestList';

/** Requests to join groups: for administrators everybody's, for managers those of their groups, and their own. */
export function GroupRequestsPage() {
  const { subject } = useMe();
  const [rejecting, setRejecting] = useState<JoinRequest>();
  const approve = useAction(
    ({ uuid }: JoinRequest) => approveJoin(uuid), ({ userFullName, groupName: group }) => `${userFullName} is in ${group}`,
  );
  return (
    <Page title="Group requests" lead="Who asks to join a group.">
      <RequestList
        what="join-requests" searchLabel="Full name of the group" empty={{ icon: IconInbox, text: 'Every request to join a group is decided.' }}
        find={({ text: groupName, ...wanted }, signal) => joinRequests({ groupName, ...wanted }, signal)}
        about={{ label: 'Group', cell: ({ groupName }) => <span>{groupName}</span> }}
        decide={(request: JoinRequest) =>
          // Nobody decides about their own.
          request.userUuid !== subject && (
            <DecisionButtons
              what={`${request.userFullName} for ${request.groupName}`} approving={approve.isPending && approve.variables.uuid === request.uuid}
              onApprove={() => approve.mutate(request)} onReject={() => setRejecting(request)}
            />
          )}
      />
      {rejecting && (
        <RejectDialog
          title={`Reject ${rejecting.userFullName} for ${rejecting.groupName}?`} longest={LONGEST_MOTIVATION}
          text="The person reads the motivation with the request and in a mail." onClose={() => setRejecting(undefined)}
          run={(motivation) => rejectJoin(rejecting.uuid, motivation)}
        />
      )}
    </Page>
  );
}
