import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconPencil } from '../../icons';
import { Page } from '../../shell/Page';
import { changeOwnProfile, type Person } from '../api/people';
import { isComplete, ProfileFields } from '../people/ProfileFields';
import { ActionDialog } from '../ui/ActionDialog';
import { Facts } from '../ui/Facts';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';
import rows from '../ui/rows.module.css';
import { selfQuery } from './queries';

export function ProfilePage() {
  const query = useQuery(selfQuery);
  const [editing, setEditing] = useState(false);
  return (
    <Page title="Profile" lead="Who you are to the communities and sites.">
      <Loaded query={query} what="Your account">
        {(person) => (
          <Panel
            title="Your account"
            actions={<Button size="xs" variant="default" leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setEditing(true)}>Edit</Button>}
          >
            <Facts
              facts={[
                ['Given name', person.givenName],
                ['Family name', person.familyName],
                ['E-mail', person.email],
                ['User name', person.username],
                ['Member since', person.createdAt && formatDateTime(person.createdAt)],
                ['Membership ends', person.endTime ? formatDateTime(person.endTime) : 'No end date'],
                ['Groups', person.groups.map(({ name }) => name).join(', ') || 'None'],
                ['Attributes', person.attributes.length > 0 && person.attributes.map(({ name, value }) => (
                  <div key={name} className={rows.code}>{name} = {value}</div>
                )) || undefined],
                ['Id', <span className={rows.code}>{person.id}</span>],
              ]}
            />
            {editing && <EditDialog person={person} onClose={() => setEditing(false)} />}
          </Panel>
        )}
      </Loaded>
    </Page>
  );
}

function EditDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const queries = useQueryClient();
  const [profile, setProfile] = useState({ givenName: person.givenName, familyName: person.familyName, email: person.email });
  return (
    <ActionDialog
      title="Your profile" submit="Save" ready={isComplete(profile)} run={() => changeOwnProfile(person, profile)}
      done="Your profile is changed" onClose={onClose} onDone={() => void queries.invalidateQueries({ queryKey: ['me'] })}
    >
      <ProfileFields value={profile} onChange={setProfile} />
    </ActionDialog>
  );
}
