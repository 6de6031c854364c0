import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { createPerson, type NewPerson, type Person } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';
import { isComplete, ProfileFields } from './ProfileFields';

interface CreatePersonDialogProps {
  readonly onClose: () => void;
  readonly onDone: (person: Person) => void;
}

export function CreatePersonDialog({ onClose, onDone }: CreatePersonDialogProps) {
  const [person, setPerson] = useState<NewPerson>({ username: '', givenName: '', familyName: '', email: '' });
  return (
    <ActionDialog
      title="New person" submit="Create" ready={person.username.trim() !== '' && isComplete(person)}
      run={() => createPerson(person)} done={`${person.username} has an account`} onDone={onDone} onClose={onClose}
    >
      <Text c="dimmed">
        The account has no password. The person chooses one with “Forgotten password” on the sign-in page.
      </Text>
      <TextInput
        label="User name" description="Small letters, digits and _ @ . -"
        required data-autofocus value={person.username} autoComplete="off"
        onChange={({ currentTarget }) => setPerson({ ...person, username: currentTarget.value })}
      />
      <ProfileFields value={person} onChange={setPerson} />
    </ActionDialog>
  );
}
