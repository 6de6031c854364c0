import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { IconPencil, IconPlus, IconTrash } from '../../icons';
import { readCapabilities, removeCapabilities, type Group } from '../api/groups';
import { ActionDialog } from '../ui/ActionDialog';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';
import rows from '../ui/rows.module.css';
import { CapabilitiesDialog } from './CapabilitiesDialog';

/** What the members may do with storage and computing by asking for the group's set; administrators decide. */
export function CapabilitiesPanel({ group }: { group: Group }) {
  const query = useQuery({ queryKey: ['identity', 'capabilities', group.id], queryFn: ({ signal }) => readCapabilities(group.id, signal) });
  const [asked, setAsked] = useState<'change' | 'remove'>();
  const close = () => setAsked(undefined);
  const { data } = query;
  return (
    <Panel
      title="Capability set"
      actions={data && (
        <>
          <Button
            size="xs" variant="default" aria-label={data.length > 0 ? 'Change the set' : undefined} onClick={() => setAsked('change')}
            leftSection={data.length > 0 ? <IconPencil size={15} aria-hidden /> : <IconPlus size={15} aria-hidden />}
          >
            {data.length > 0 ? 'Change' : 'New set'}
          </Button>
          {data.length > 0 && (
            <Button
              size="xs" variant="default" aria-label="Remove the set" leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => setAsked('remove')}
            >
              Remove
            </Button>
          )}
        </>
      )}
    >
      <Text size="sm" c="dimmed">
        Members get these scopes when a program asks for <span className={rows.code}>wlcg.capabilityset:/{group.name}</span>.
      </Text>
      <Loaded query={query} what="The capability set">
        {(scopes) => (
          <>
            <ItemList label={`Capabilities of ${group.name}`} items={scopes} keyOf={(scope) => scope} empty="The group has no set.">
              {(scope) => <span className={rows.code}>{scope}</span>}
            </ItemList>
            {asked === 'change' && <CapabilitiesDialog group={group} scopes={scopes} onClose={close} />}
          </>
        )}
      </Loaded>
      {asked === 'remove' && (
        <ActionDialog
          title={`Remove the capability set of ${group.name}?`} submit="Remove" danger onClose={close} run={() => removeCapabilities(group.id)}
          done={`${group.name} has no capability set any more`}
        >
          <Text>
            Who asks for the set is refused from the next token on, and members lose the scopes that only the set permits. Tokens that are out stay good until they end.
          </Text>
        </ActionDialog>
      )}
    </Panel>
  );
}
