import { Button, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { IconCircleCheck, IconShield, IconTrash, IconUserOff } from '../../icons';
import { useMe } from '../../session/me';
import { Page } from '../../shell/Page';
import { Tag } from '../../shell/Tag';
import { ADMINISTRATOR, removePerson, setActive, type Person } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';
import rows from '../ui/rows.module.css';
import { AccountState } from './AccountState';

interface PersonHeadProps {
  readonly person: Person;
  readonly trail: ReactNode;
  readonly children: ReactNode;
}

/** Who it is, in which state, and what ends or restores the account. */
export function PersonHead({ person, trail, children }: PersonHeadProps) {
  const { subject } = useMe();
  const [asking, setAsking] = useState<'state' | 'delete'>();
  const navigate = useNavigate();
  const close = () => setAsking(undefined);
  const isSelf = person.id === subject;
  return (
    <Page
      title={person.name} trail={trail}
      lead={
        <div className={rows.lead}>
          <AccountState active={person.active} />
          {person.authorities.includes(ADMINISTRATOR) && <Tag tone="busy" icon={IconShield}>Administrator</Tag>}
          <span>{person.username}</span>
          <span>{person.email}</span>
        </div>
      }
      // Nobody locks the door on themselves.
      actions={!isSelf && (
        <>
          <Button
            variant="default" onClick={() => setAsking('state')}
            leftSection={person.active ? <IconUserOff size={16} aria-hidden /> : <IconCircleCheck size={16} aria-hidden />}
          >
            {person.active ? 'Suspend' : 'Restore'}
          </Button>
          <Button
            variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAsking('delete')}
          >
            Delete
          </Button>
        </>
      )}
    >
      {children}
      {asking === 'state' && (
        <ActionDialog
          title={person.active ? `Suspend ${person.name}?` : `Restore ${person.name}?`}
          submit={person.active ? 'Suspend' : 'Restore'} danger={person.active} onClose={close}
          run={() => setActive(person.id, !person.active)}
          done={`${person.name} is ${person.active ? 'suspended' : 'active again'}`}
        >
          <Text>
            {person.active
              ? 'The person cannot sign in any more, and refresh tokens stop working. Groups, clients and deployments stay. A mail tells the person.'
              : 'The person can sign in again. A mail tells them.'}
          </Text>
        </ActionDialog>
      )}
      {asking === 'delete' && (
        <ActionDialog
          title={`Delete ${person.name}?`} submit="Delete" danger typed={person.username} onClose={close}
          run={() => removePerson(person.id)} done={`${person.name} was deleted`}
          onDone={() => navigate({ to: '/admin/people' })}
        >
          <Text>
            The account goes with its memberships, labels, credentials and tokens. Deployments are not deleted. To keep
            somebody out for a while, suspend the account instead.
          </Text>
          <Text fw={600}>This cannot be undone.</Text>
        </ActionDialog>
      )}
    </Page>
  );
}
