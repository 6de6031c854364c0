import { useMe } from '../../session/me';
import { Page } from '../../shell/Page';
import { JoinRequestList } from './JoinRequestList';

/** For administrators, everybody's; for managers, those of their groups. */
export function GroupRequestsPage() {
  const { subject } = useMe();
  return (
    <Page title="Group requests" lead="Who asks to join a group.">
      <JoinRequestList self={subject} />
    </Page>
  );
}
