import { Button, Pagination, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { plural } from '../../format/format';
import { IconPlus } from '../../icons';
import { members, type Group } from '../api/groups';
import { PAGE_SIZE } from '../api/http';
import { join, leave, type Person, type Reference } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';
import { PersonPicker } from '../ui/PersonPicker';
import { PickerDialog } from '../ui/PickerDialog';
import { useAction } from '../ui/useAction';

export function MembersPanel({ group, administrator }: { group: Group; administrator: boolean }) {
  const [page, setPage] = useState(1);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Reference>();
  const query = useQuery({
    queryKey: ['identity', 'members', group.id, page], queryFn: ({ signal }) => members(group.id, page, signal),
    placeholderData: keepPreviousData,
  });
  const add = useAction((person: Person) => join(person.id, group.id), ({ name }) => `${name} is in ${group.name}`);
  return (
    <Panel
      title="Members"
      actions={<Button size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>Add members</Button>}
    >
      <Loaded query={query} what="The list of members">
        {({ items, total }) => (
          <>
            <ItemList
              label={`Members of ${group.name}`} items={items} keyOf={({ id }) => id} empty="Nobody." onRemove={setRemoving}
              removeLabel={({ name }) => `Remove ${name}`}
            >
              {({ id, name }) => (administrator ? <Link to="/admin/people/$id" params={{ id }} className="text-link">{name}</Link> : name)}
            </ItemList>
            {total > 0 && <Text size="sm" c="dimmed">{plural(total, 'member')}</Text>}
            {total > PAGE_SIZE && (
              <Pagination
                size="sm" total={Math.ceil(total / PAGE_SIZE)} value={page} onChange={setPage}
                getItemProps={(item) => ({ 'aria-label': `Members, page ${item}` })}
                getControlProps={(which) => ({ 'aria-label': which === 'next' ? 'Next members' : 'Previous members' })}
              />
            )}
          </>
        )}
      </Loaded>
      {adding && (
        <PickerDialog title={`Add members to ${group.name}`} onClose={() => setAdding(false)}>
          <PersonPicker
            verb="Add" onPick={(person) => add.mutate(person)}
            refused={(person) => (person.groups.some(({ id }) => id === group.id) ? 'member' : undefined)}
          />
        </PickerDialog>
      )}
      {removing && (
        <ActionDialog
          title={`Remove ${removing.name} from ${group.name}?`} submit="Remove" danger onClose={() => setRemoving(undefined)}
          run={() => leave(removing.id, group.id)} done={`${removing.name} is no longer in ${group.name}`}
        >
          <Text>The membership ends in the groups below it as well. New tokens come without them.</Text>
        </ActionDialog>
      )}
    </Panel>
  );
}
