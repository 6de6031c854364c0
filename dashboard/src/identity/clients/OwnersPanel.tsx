import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { IconPlus } from '../../icons';
import { addOwner, owners, removeOwner, type Client, type Owner } from '../api/clients';
import type { Person } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';
import { PersonPicker } from '../ui/PersonPicker';
import { PickerDialog } from '../ui/PickerDialog';
import { useAction } from '../ui/useAction';

/** Who may change the client. */
export function OwnersPanel({ client, administrator }: { client: Client; administrator: boolean }) {
  const { client_id: id, client_name: name } = client;
  const query = useQuery({ queryKey: ['identity', 'owners', id], queryFn: ({ signal }) => owners(id, signal) });
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Owner>();
  const add = useAction((person: Person) => addOwner(id, person.id), (person) => `${person.name} owns ${name}`);
  return (
    <Panel
      title="Owners"
      actions={administrator && (
        <Button
          size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}
        >
          Add owners
        </Button>
      )}
    >
      <Loaded query={query} what="The list of owners">
        {(people) => (
          <>
            <ItemList
              label={`Owners of ${name}`} items={people} keyOf={(owner) => owner.id} empty="Nobody: only administrators change it."
              note={({ userName, active }) => `${userName}${active ? '' : ', suspended'}`}
              onRemove={administrator ? setRemoving : undefined} removeLabel={({ displayName }) => `Remove ${displayName}`}
            >
              {(owner) =>
                administrator ? <Link to="/admin/people/$id" params={{ id: owner.id }} className="text-link">{owner.displayName}</Link> : owner.displayName}
            </ItemList>
            {adding && (
              <PickerDialog title={`Add owners of ${name}`} onClose={() => setAdding(false)}>
                <PersonPicker
                  verb="Add" onPick={(person) => add.mutate(person)}
                  refused={(person) => (people.some((owner) => owner.id === person.id) ? 'owner' : undefined)}
                />
              </PickerDialog>
            )}
          </>
        )}
      </Loaded>
      {removing && (
        <ActionDialog
          title={`Remove ${removing.displayName} from the owners of ${name}?`} submit="Remove" danger onClose={() => setRemoving(undefined)}
          run={() => removeOwner(id, removing.id)} done={`${removing.displayName} does not own ${name} any more`}
        >
          <Text>The person can no longer change the client or make a new secret.</Text>
        </ActionDialog>
      )}
    </Panel>
  );
}
