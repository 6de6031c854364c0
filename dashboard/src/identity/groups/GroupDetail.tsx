import { Button, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { IconPencil, IconPlus, IconTrash } from '../../icons';
import { Page } from '../../shell/Page';
import { describeGroup, lastPart, removeGroup, subgroups, type Group } from '../api/groups';
import { readAttributes } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';
import { Annotations } from '../ui/Annotations';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel, Panels } from '../ui/Panel';
import { CapabilitiesPanel } from './CapabilitiesPanel';
import { CreateGroupDialog } from './CreateGroupDialog';
import { ManagersPanel } from './ManagersPanel';
import { MembersPanel } from './MembersPanel';

interface GroupDetailProps {
  readonly group: Group;
  readonly administrator: boolean;
  readonly trail: ReactNode;
}

export function GroupDetail({ group, administrator, trail }: GroupDetailProps) {
  const [open, setOpen] = useState<'describe' | 'create' | 'delete'>();
  const close = () => setOpen(undefined);
  const navigate = useNavigate();
  const goTo = (id: string) => void navigate({ to: '/admin/groups/$id', params: { id } });
  return (
    <Page
      title={group.name} trail={trail} lead={group.description || 'No description.'}
      actions={
        <>
          <Button
            variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('describe')}
          >
            Describe
          </Button>
          {administrator && (
            <Button
              variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setOpen('delete')}
            >
              Delete
            </Button>
          )}
        </>
      }
    >
      <Panels>
        <MembersPanel group={group} administrator={administrator} />
        <ManagersPanel group={group} administrator={administrator} />
        <SubgroupsPanel group={group} administrator={administrator} onCreate={() => setOpen('create')} />
        {administrator && <CapabilitiesPanel group={group} />}
        {administrator && <GroupAnnotations group={group} />}
      </Panels>
      {open === 'create' && <CreateGroupDialog above={group} onClose={close} onDone={({ id }) => goTo(id)} />}
      {open === 'describe' && <DescribeDialog group={group} onClose={close} />}
      {open === 'delete' && (
        <ActionDialog
          title={`Delete ${group.name}?`} submit="Delete" danger typed={lastPart(group.name)} onClose={close}
          run={() => removeGroup(group.id)} done={`${group.name} was deleted`} onDone={() => navigate({ to: '/admin/groups' })}
        >
          <Text>Only an empty group can be deleted: one without members and without groups below it.</Text>
        </ActionDialog>
      )}
    </Page>
  );
}

function DescribeDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const [description, setDescription] = useState(group.description);
  return (
    <ActionDialog
      title={`Description of ${group.name}`} submit="Save" run={() => describeGroup(group.id, description.trim())}
      done="The description is changed" onClose={onClose}
    >
      <Textarea
        label="Description" data-autofocus rows={3} maxLength={512} value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
    </ActionDialog>
  );
}

function SubgroupsPanel({ group, administrator, onCreate }: { group: Group; administrator: boolean; onCreate: () => void }) {
  const query = useQuery({ queryKey: ['identity', 'subgroups', group.id], queryFn: ({ signal }) => subgroups(group.id, signal) });
  return (
    <Panel
      title="Groups below"
      actions={administrator && (
        <Button size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={onCreate}>
          New group below
        </Button>
      )}
    >
      {group.parent && administrator && (
        <Text size="sm">
          Above: <Link to="/admin/groups/$id" params={{ id: group.parent.id }} className="text-link">{group.parent.name}</Link>
        </Text>
      )}
      <Loaded query={query} what="The list of groups">
        {({ items }) => (
          <ItemList
            label={`Groups below ${group.name}`} items={items} keyOf={({ id }) => id} empty="None."
            note={({ description }) => description}
          >
            {({ id, name }) =>
              administrator ? <Link to="/admin/groups/$id" params={{ id }} className="text-link">{lastPart(name)}</Link> : lastPart(name)}
          </ItemList>
        )}
      </Loaded>
    </Panel>
  );
}

function GroupAnnotations({ group }: { group: Group }) {
  const bearer = { kind: 'group', id: group.id } as const;
  const attributes = useQuery({
    queryKey: ['identity', 'attributes', group.id], queryFn: ({ signal }) => readAttributes(bearer, signal),
  });
  return <Annotations bearer={bearer} labels={group.labels} attributes={attributes.data ?? []} ofWhom={group.name} />;
}
