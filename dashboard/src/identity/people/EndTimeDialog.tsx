import { Checkbox, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { setEndTime, type Person } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';

export function EndTimeDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [day, setDay] = useState(person.endTime?.slice(0, 10) ?? '');
  const [endless, setEndless] = useState(person.endTime === undefined);
  return (
    <ActionDialog
      title={`End of ${person.name}’s membership`} submit="Save" ready={endless || /^\d{4}-\d{2}-\d{2}$/.test(day)}
      run={() => setEndTime(person.id, endless ? undefined : day)} done="The end date is changed" onClose={onClose}
    >
      <Text c="dimmed">After this day the account is suspended, and later removed, as the service is configured.</Text>
      <Checkbox
        label="No end date" checked={endless} onChange={({ currentTarget }) => setEndless(currentTarget.checked)}
      />
      <TextInput
        label="Last day" type="date" value={day} disabled={endless}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
      />
    </ActionDialog>
  );
}
