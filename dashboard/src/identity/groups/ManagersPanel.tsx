import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { IconPlus } from '../../icons';
import { managers, type Group } from '../api/groups';
import { appoint, dismiss, type Person } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';
import { PersonPicker } from '../ui/PersonPicker';
import { PickerDialog } from '../ui/PickerDialog';
import { useAction } from '../ui/useAction';

export function ManagersPanel({ group, administrator }: { group: Group; administrator: boolean }) {
  const query = useQuery({ queryKey: ['identity', 'managers', group.id], queryFn: ({ signal }) => managers(group.id, signal) });
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Person>();
  const add = useAction((person: Person) => appoint(person.id, group.id), ({ name }) => `${name} manages ${group.name}`);
  return (
    <Panel
      title="Managers"
      actions={administrator && (
        <Button
          size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}
        >
          Appoint
        </Button>
      )}
    >
      <Text size="sm" c="dimmed">They decide who is in the group.</Text>
      <Loaded query={query} what="The list of managers">
        {(people) => (
          <>
            <ItemList
              label={`Managers of ${group.name}`} items={people} keyOf={({ id }) => id} empty="Nobody but the administrators."
              note={({ email }) => email} onRemove={administrator ? setRemoving : undefined} removeLabel={({ name }) => `Dismiss ${name}`}
            >
              {({ name }) => name}
            </ItemList>
            {adding && (
              <PickerDialog title={`Appoint managers of ${group.name}`} onClose={() => setAdding(false)}>
                <PersonPicker
                  verb="Appoint" onPick={(person) => add.mutate(person)}
                  refused={({ id }) => (people.some((person) => person.id === id) ? 'manages it' : undefined)}
                />
              </PickerDialog>
            )}
          </>
        )}
      </Loaded>
      {removing && (
        <ActionDialog
          title={`Dismiss ${removing.name}?`} submit="Dismiss" danger onClose={() => setRemoving(undefined)}
          run={() => dismiss(removing.id, group.id)} done={`${removing.name} manages ${group.name} no longer`}
        >
          <Text>The person decides no longer who is in {group.name}.</Text>
        </ActionDialog>
      )}
    </Panel>
  );
}
