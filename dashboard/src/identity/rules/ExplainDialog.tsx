import { Button, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { IconBan, IconCircleCheck } from '../../icons';
import { Tag } from '../../shell/Tag';
import type { Person } from '../api/people';
import { explainScopes } from '../api/rules';
import { ItemList } from '../ui/ItemList';
import { PersonPicker } from '../ui/PersonPicker';
import { PickerDialog } from '../ui/PickerDialog';
import rows from '../ui/rows.module.css';

/** What somebody gets at a client, and which policy says so. */
export function ExplainDialog({ onClose }: { onClose: () => void }) {
  const [person, setPerson] = useState<Person>();
  const [client, setClient] = useState('');
  const [scope, setScope] = useState('');
  const explain = useMutation({ mutationFn: (account: string) => explainScopes(account, client.trim(), scope.trim()) });
  return (
    <PickerDialog title="Who gets which scopes, and why" onClose={onClose}>
      {person ? (
        <>
          <div className={rows.lead}>
            <Text>{person.name}</Text>
            <Button size="compact-sm" variant="default" onClick={() => setPerson(undefined)}>Choose another</Button>
          </div>
          <form
            className={rows.stack}
            onSubmit={(event) => {
              event.preventDefault();
              explain.mutate(person.id);
            }}
          >
            <TextInput
              label="Client id" required value={client}
              onChange={({ currentTarget }) => setClient(currentTarget.value)}
            />
            <TextInput
              label="Scopes" description="Separated by blanks" required value={scope}
              onChange={({ currentTarget }) => setScope(currentTarget.value)}
            />
            <div>
              <Button type="submit" loading={explain.isPending} disabled={client.trim() === '' || scope.trim() === ''}>
                Explain
              </Button>
            </div>
          </form>
          {explain.isError && <Text role="alert" c="var(--mantine-color-error)">{asProblem(explain.error).message}</Text>}
          {explain.data && (
            <ItemList
              label="Decisions" items={explain.data.scopes} keyOf={(decision) => decision.scope} empty="Nothing to decide."
              note={({ reason, policy }) => `${reason}${policy ? ` (policy ${policy})` : ''}`}
            >
              {(decision) => (
                <div className={rows.lead}>
                  <span className={rows.code}>{decision.scope}</span>
                  {decision.permitted ? <Tag tone="good" icon={IconCircleCheck}>Given</Tag> : <Tag tone="bad" icon={IconBan}>Left out</Tag>}
                </div>
              )}
            </ItemList>
          )}
        </>
      ) : (
        <PersonPicker verb="Choose" onPick={setPerson} />
      )}
    </PickerDialog>
  );
}
