import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { searchGroups, type Group } from '../api/groups';
import { askToJoin } from '../api/requests';
import { ActionDialog } from '../ui/ActionDialog';
import { PickerDialog } from '../ui/PickerDialog';
import { SearchPicker } from '../ui/SearchPicker';

const RESULTS = 20;

interface AskToJoinDialogProps {
  /** Ids of the groups that the person is in. */
  readonly joined: readonly string[];
  readonly onClose: () => void;
}

/** First the group, then a word to its managers. */
export function AskToJoinDialog({ joined, onClose }: AskToJoinDialogProps) {
  const [group, setGroup] = useState<Group>();
  const [notes, setNotes] = useState('');
  if (!group) {
    return (
      <PickerDialog title="Ask to join a group" onClose={onClose}>
        <SearchPicker
          label="Name or description" what="groups" verb="Choose" find={(filter, signal) => searchGroups(filter, 1, RESULTS, signal)}
          keyOf={({ id }) => id} nameOf={({ name }) => name} note={({ description }) => description} onPick={setGroup}
          refused={({ id }) => (joined.includes(id) ? 'member' : undefined)}
        />
      </PickerDialog>
    );
  }
  return (
    <ActionDialog
      title={`Ask to join ${group.name}`} submit="Ask" run={() => askToJoin(group.name, notes.trim())}
      done={`You have asked to join ${group.name}`} onClose={onClose}
    >
      <Text c="dimmed">{group.description}</Text>
      <Textarea
        label="A word to those who decide" data-autofocus rows={3} maxLength={512} value={notes}
        onChange={({ currentTarget }) => setNotes(currentTarget.value)}
      />
      <Button variant="subtle" size="xs" onClick={() => setGroup(undefined)}>Choose another group</Button>
    </ActionDialog>
  );
}
