import { Text } from '@mantine/core';
import { useState } from 'react';
import type { Client, ClientForm, IssuedClient } from '../api/clients';
import { ActionDialog } from '../ui/ActionDialog';
import { fault, fieldsOf, formOf, NEW_CLIENT } from './clientForm';
import { ClientFormFields } from './ClientFormFields';

interface ClientDialogProps {
  readonly title: string;
  readonly submit: string;
  /** The client to change; undefined for a new one. */
  readonly client?: Client;
  readonly administrator: boolean;
  readonly run: (form: ClientForm) => Promise<IssuedClient>;
  readonly done?: string;
  readonly onDone?: (client: IssuedClient) => void;
  readonly onClose: () => void;
}

export function ClientDialog({ title, submit, client, administrator, run, done, onDone, onClose }: ClientDialogProps) {
  const [fields, setFields] = useState(client ? fieldsOf(client) : NEW_CLIENT);
  const problem = fault(fields);
  return (
    <ActionDialog
      title={title} submit={submit} ready={problem === undefined} run={() => run(formOf(fields))} onClose={onClose}
      {...(done === undefined ? {} : { done })} {...(onDone === undefined ? {} : { onDone })}
    >
      <ClientFormFields value={fields} onChange={setFields} administrator={administrator} withLives={administrator && !client} />
      {problem && <Text size="sm" c="dimmed">{problem}</Text>}
    </ActionDialog>
  );
}
