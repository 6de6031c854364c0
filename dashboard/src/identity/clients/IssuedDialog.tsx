import type { IssuedClient } from '../api/clients';
import { SecretDialog } from '../ui/SecretDialog';

interface IssuedDialogProps {
  readonly client: IssuedClient;
  readonly title: string;
  readonly onClose: () => void;
}

/** What the service made for a client and tells this once. */
export function IssuedDialog({ client, title, onClose }: IssuedDialogProps) {
  const { client_secret: secret, registration_access_token: token } = client;
  return (
    <SecretDialog
      title={title} onClose={onClose}
      secrets={[
        ['Client id', client.client_id],
        ...(secret === undefined ? [] : [['Client secret', secret] as const]),
        ...(token === undefined ? [] : [['Registration token', token] as const]),
      ]}
    >
      {secret === undefined && token === undefined
        ? 'A public client has no secret.'
        : 'Store it now: the service keeps only a digest, and nobody can read it again.'}
    </SecretDialog>
  );
}
