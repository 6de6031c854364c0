import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { IconPlus } from '../../icons';
import { searchGroups } from '../api/groups';
import { appoint, dismiss, join, leave, type Person, type Reference } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';
import { ItemList } from '../ui/ItemList';
import { Panel } from '../ui/Panel';
import { PickerDialog } from '../ui/PickerDialog';
import { SearchPicker } from '../ui/SearchPicker';
import { useAction } from '../ui/useAction';

const KINDS = {
  member: { title: 'Groups', add: join, remove: leave, already: 'member', empty: 'In no group.' },
  manager: { title: 'Manages', add: appoint, remove: dismiss, already: 'manages it', empty: 'Manages no group.' },
} as const;

const RESULTS = 20;

/** The groups that a person is in, or those that they manage. */
export function GroupsPanel({ person, kind }: { person: Person; kind: keyof typeof KINDS }) {
  const { title, add, remove, already, empty } = KINDS[kind];
  const groups = kind === 'member' ? person.groups : person.managed;
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Reference>();
  const adder = useAction(
    (group: Reference) => add(person.id, group.id),
    (group) => (kind === 'member' ? `${person.name} is in ${group.name}` : `${person.name} manages ${group.name}`),
  );
  return (
    <Panel
      title={title}
      actions={
        <Button
          size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}
        >
          {kind === 'member' ? 'Add to a group' : 'Make manager'}
        </Button>
      }
    >
      <ItemList
        label={`${title} of ${person.name}`} items={groups} keyOf={({ id }) => id} empty={empty} onRemove={setRemoving}
        removeLabel={({ name }) => (kind === 'member' ? `Remove from ${name}` : `No longer manager of ${name}`)}
      >
        {({ id, name }) => <Link to="/admin/groups/$id" params={{ id }} className="text-link">{name}</Link>}
      </ItemList>
      {adding && (
        <PickerDialog
          title={kind === 'member' ? `Add ${person.name} to a group` : `Make ${person.name} a manager`}
          onClose={() => setAdding(false)}
        >
          <SearchPicker
            label="Name of the group" what="groups" verb={kind === 'member' ? 'Add' : 'Appoint'}
            find={(filter, signal) => searchGroups(filter, 1, RESULTS, signal)} keyOf={({ id }) => id} nameOf={({ name }) => name}
            note={({ description }) => description} onPick={(group) => adder.mutate(group)}
            refused={({ id }) => (groups.some((group) => group.id === id) ? already : undefined)}
          />
        </PickerDialog>
      )}
      {removing && (
        <ActionDialog
          title={kind === 'member' ? `Remove ${person.name} from ${removing.name}?` : `${person.name} manages ${removing.name} no longer?`}
          submit="Remove" danger onClose={() => setRemoving(undefined)}
          run={() => remove(person.id, removing.id)} done={`${person.name}: ${removing.name} removed`}
        >
          <Text>
            {kind === 'member'
              ? 'The membership ends in the groups below it as well. New tokens come without them.'
              : 'The person decides no longer who is in the group, and stays a member if they are one.'}
          </Text>
        </ActionDialog>
      )}
    </Panel>
  );
}
