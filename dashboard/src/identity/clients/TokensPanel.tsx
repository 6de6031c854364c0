import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDuration } from '../../format/format';
import { IconPencil } from '../../icons';
import { tokenSettings, type Client, type TokenSettings } from '../api/clients';
import { Facts } from '../ui/Facts';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';
import { profileName, USUAL } from './tokenNames';
import { TokensDialog } from './TokensDialog';

/** How long a client's tokens last; administrators also see how they look, and change both. */
export function TokensPanel({ client, administrator }: { client: Client; administrator: boolean }) {
  return administrator ? <ChangeableTokens client={client} /> : <Panel title="Tokens"><Facts facts={lives(client)} /></Panel>;
}

function ChangeableTokens({ client }: { client: Client }) {
  const { client_id: id, active } = client;
  const query = useQuery({
    queryKey: ['identity', 'token-settings', id, active],
    // Of a client that is disabled the service does not tell.
    queryFn: ({ signal }) => (active ? tokenSettings(id, signal) : null),
  });
  const [changing, setChanging] = useState(false);
  return (
    <Panel
      title="Tokens"
      actions={query.data !== undefined && (
        <Button
          size="xs" variant="default" leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setChanging(true)}
        >
          Change
        </Button>
      )}
    >
      <Loaded query={query} what="The token settings">
        {(settings) => (
          <>
            <Facts facts={[...lives(client), ...looks(settings)]} />
            {changing && <TokensDialog client={client} settings={settings} onClose={() => setChanging(false)} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function lives(client: Client): readonly (readonly [string, string])[] {
  const refresh = client.refresh_token_validity_seconds;
  return [
    ['Access tokens', formatDuration(client.access_token_validity_seconds * 1000)],
    ['Refresh tokens', `${refresh === 0 ? 'without end' : formatDuration(refresh * 1000)}, ${client.reuse_refresh_token ? 'the same again' : 'a new one at each use'}`],
    ['Introspection', client.allow_introspection ? 'of all tokens' : 'of its own tokens'],
  ];
}

function looks(settings: TokenSettings | null): readonly (readonly [string, string])[] {
  return settings
    ? [['Profile', profileName(settings.profile)], ['Signed with', settings.signingAlgorithm ?? USUAL]]
    : [['Profile', 'Told while the client is enabled']];
}
