import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Page } from '../../shell/Page';
import { readPerson } from '../api/people';
import { Annotations } from '../ui/Annotations';
import { Loaded } from '../ui/Loaded';
import { Panels } from '../ui/Panel';
import { AccessPanel } from './AccessPanel';
import { AupPanel } from './AupPanel';
import { ClientsPanel } from './ClientsPanel';
import { CredentialsPanel } from './CredentialsPanel';
import { GroupsPanel } from './GroupsPanel';
import { PersonHead } from './PersonHead';
import { ProfilePanel } from './ProfilePanel';
import { SecurityPanel } from './SecurityPanel';

const TRAIL = <Link to="/admin/people" className="text-link">People</Link>;

/** One person, with all that an administrator may change. */
export function PersonPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({ queryKey: ['identity', 'person', id], queryFn: ({ signal }) => readPerson(id, signal) });
  if (!query.data) {
    return (
      <Page title="Person" trail={TRAIL}>
        <Loaded query={query} what="This person">{() => null}</Loaded>
      </Page>
    );
  }
  const person = query.data;
  const bearer = { kind: 'account', id: person.id } as const;
  return (
    <PersonHead person={person} trail={TRAIL}>
      <Panels>
        <ProfilePanel person={person} />
        <SecurityPanel person={person} />
        <GroupsPanel person={person} kind="member" />
        <GroupsPanel person={person} kind="manager" />
        <Annotations bearer={bearer} labels={person.labels} attributes={person.attributes} ofWhom={person.name} />
        <CredentialsPanel person={person} />
        <ClientsPanel person={person} />
        <AccessPanel person={person} />
        <AupPanel person={person} />
      </Panels>
    </PersonHead>
  );
}
