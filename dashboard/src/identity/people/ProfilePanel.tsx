import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconPencil } from '../../icons';
import { changeProfile, type Person } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';
import { Facts } from '../ui/Facts';
import { Panel } from '../ui/Panel';
import rows from '../ui/rows.module.css';
import { EndTimeDialog } from './EndTimeDialog';
import { isComplete, ProfileFields } from './ProfileFields';

export function ProfilePanel({ person }: { person: Person }) {
  const [open, setOpen] = useState<'profile' | 'end'>();
  return (
    <Panel
      title="Profile"
      actions={
        <>
          <Button
            size="xs" variant="default" leftSection={<IconPencil size={15} aria-hidden />}
            onClick={() => setOpen('profile')}
          >
            Edit
          </Button>
          <Button size="xs" variant="default" onClick={() => setOpen('end')}>End date</Button>
        </>
      }
    >
      <Facts
        facts={[
          ['Given name', person.givenName],
          ['Family name', person.familyName],
          ['E-mail', person.email],
          ['User name', person.username],
          ['Kind', person.service ? 'Service account' : 'Person'],
          ['Member since', person.createdAt && formatDateTime(person.createdAt)],
          ['Membership ends', person.endTime ? formatDateTime(person.endTime) : 'No end date'],
          ['Id', <span className={rows.code}>{person.id}</span>],
        ]}
      />
      {open === 'profile' && <ProfileDialog person={person} onClose={() => setOpen(undefined)} />}
      {open === 'end' && <EndTimeDialog person={person} onClose={() => setOpen(undefined)} />}
    </Panel>
  );
}

function ProfileDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [profile, setProfile] = useState({ givenName: person.givenName, familyName: person.familyName, email: person.email });
  return (
    <ActionDialog
      title={`Profile of ${person.name}`} submit="Save" ready={isComplete(profile)} onClose={onClose}
      run={() => changeProfile(person.id, profile)} done="The profile is changed"
    >
      <ProfileFields value={profile} onChange={setProfile} />
    </ActionDialog>
  );
}
