import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { changeClient, changeTokenSettings, type Client, type TokenSettings } from '../api/clients';
import { ActionDialog } from '../ui/ActionDialog';
import { changedLives, faultOfLives, fieldsOf } from './clientForm';
import { TokenLifeFields } from './TokenLifeFields';
import { ALGORITHMS, PROFILES, USUAL } from './tokenNames';

interface TokensDialogProps {
  readonly client: Client;
  /** null where the service does not tell them: the client is disabled. */
  readonly settings: TokenSettings | null;
  readonly onClose: () => void;
}

/** Changes how long the client's tokens last and how they look. */
export function TokensDialog({ client, settings, onClose }: TokensDialogProps) {
  const [lives, setLives] = useState(fieldsOf(client));
  const [look, setLook] = useState({ signingAlgorithm: settings?.signingAlgorithm ?? null, profile: settings?.profile ?? null });
  const problem = faultOfLives(lives);
  return (
    <ActionDialog
      title={`Tokens of ${client.client_name}`} submit="Save" ready={problem === undefined} onClose={onClose}
      done={`The tokens of ${client.client_name} are changed`}
      run={async () => {
        // Each only if it changed: the product's own clients have fixed lifetimes, but may look otherwise.
        const changed = changedLives(client, lives);
        if (changed) {
          await changeClient(client, changed);
        }
        if (settings && (look.signingAlgorithm !== (settings.signingAlgorithm ?? null) || look.profile !== (settings.profile ?? null))) {
          await changeTokenSettings(client.client_id, look);
        }
      }}
    >
      <TokenLifeFields
        value={lives} isPublic={client.token_endpoint_auth_method === 'none'}
        onChange={(changed) => setLives({ ...lives, ...changed })}
      />
      {settings ? (
        <>
          <NativeSelect
            label="Profile" description="Which claims its tokens have" data={[{ value: '', label: USUAL }, ...PROFILES]} value={look.profile ?? ''}
            onChange={({ currentTarget: { value } }) => setLook({ ...look, profile: PROFILES.find((known) => known.value === value)?.value ?? null })}
          />
          <NativeSelect
            label="Signed with" description="What verifies its tokens must know the algorithm" data={[{ value: '', label: USUAL }, ...ALGORITHMS]}
            value={look.signingAlgorithm ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setLook({ ...look, signingAlgorithm: ALGORITHMS.find((known) => known.value === value)?.value ?? null })}
          />
        </>
      ) : (
        <Text size="sm" c="dimmed">Profile and algorithm can be changed while the client is enabled.</Text>
      )}
      <Text size="sm" c="dimmed">Tokens that are out stay as they are until they end.</Text>
      {problem && <Text size="sm" c="dimmed">{problem}</Text>}
    </ActionDialog>
  );
}
