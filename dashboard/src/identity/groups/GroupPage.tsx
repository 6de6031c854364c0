import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Page } from '../../shell/Page';
import { readGroup } from '../api/groups';
import { Loaded } from '../ui/Loaded';
import { GroupDetail } from './GroupDetail';

/** One group, for administrators. */
export function GroupPage() {
  return <GroupAt administrator trail={<Link to="/admin/groups" className="text-link">Groups</Link>} />;
}

/** One group, for its managers: the people in it and its description. */
export function ManagedGroupPage() {
  return <GroupAt administrator={false} trail={<Link to="/account/groups" className="text-link">My groups</Link>} />;
}

function GroupAt({ administrator, trail }: { administrator: boolean; trail: React.ReactNode }) {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({ queryKey: ['identity', 'group', id], queryFn: ({ signal }) => readGroup(id, signal) });
  if (!query.data) {
    return (
      <Page title="Group" trail={trail}>
        <Loaded query={query} what="This group">{() => null}</Loaded>
      </Page>
    );
  }
  return <GroupDetail group={query.data} administrator={administrator} trail={trail} />;
}
