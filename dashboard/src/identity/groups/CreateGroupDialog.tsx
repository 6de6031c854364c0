import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { createGroup, type Group } from '../api/groups';
import type { Reference } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';

interface CreateGroupDialogProps {
  /** The group above; undefined for one at the top. */
  readonly above?: Group | undefined;
  readonly onClose: () => void;
  readonly onDone: (group: Reference) => void;
}

export function CreateGroupDialog({ above, onClose, onDone }: CreateGroupDialogProps) {
  const [{ name, description }, setFields] = useState({ name: '', description: '' });
  return (
    <ActionDialog
      title={above ? `New group below ${above.name}` : 'New group'} submit="Create" ready={name.trim() !== ''}
      run={() => createGroup(name.trim(), description.trim(), above?.id)} done={`The group ${name.trim()} exists`} onDone={onDone} onClose={onClose}
    >
      <TextInput
        label="Name" required data-autofocus value={name} autoComplete="off" description="A letter, then letters, digits and - _ ."
        onChange={({ currentTarget }) => setFields({ name: currentTarget.value, description })}
      />
      <Textarea
        label="Description" value={description} rows={3} maxLength={512}
        onChange={({ currentTarget }) => setFields({ name, description: currentTarget.value })}
      />
    </ActionDialog>
  );
}
