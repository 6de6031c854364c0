import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime, plural } from '../../format/format';
import { accessOf, takeAccess, type ClientAccess, type Person } from '../api/people';
import { ActionDialog } from '../ui/ActionDialog';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';

/** Which clients act for the person, by tokens or by consent. */
export function AccessPanel({ person }: { person: Person }) {
  const [asked, setAsked] = useState<ClientAccess>();
  const query = useQuery({
    queryKey: ['identity', 'access-of', person.id], queryFn: ({ signal }) => accessOf(person.id, signal),
  });
  return (
    <Panel title="Tokens and consents">
      <Loaded query={query} what="The list of clients that act for this person">
        {(items) => (
          <ItemList
            label={`Clients that act for ${person.name}`} items={items} keyOf={({ clientId }) => clientId}
            empty="No client acts for this person." note={noteOf}
            onRemove={setAsked} removeLabel={({ clientName }) => `Take back what ${clientName} has`}
          >
            {({ clientName }) => <Text fw={600}>{clientName}</Text>}
          </ItemList>
        )}
      </Loaded>
      {asked && (
        <ActionDialog
          title={`Take back what ${asked.clientName} has of ${person.name}?`} submit="Take back" danger
          onClose={() => setAsked(undefined)} run={() => takeAccess(person.id, asked.clientId)}
          done={`${asked.clientName} no longer acts for ${person.name}`}
        >
          <Text>Its tokens for this person stop working, and the consent is forgotten. The person may sign in there again.</Text>
        </ActionDialog>
      )}
    </Panel>
  );
}

function noteOf({ grants, grantedScopes, since, until, consentedScopes }: ClientAccess) {
  return (
    <>
      {grants > 0 && (
        <div>
          {plural(grants, 'grant')} for <code>{grantedScopes.join(' ')}</code>
          {since && `, since ${formatDateTime(since)}`}{until && `, until ${formatDateTime(until)}`}
        </div>
      )}
      {consentedScopes.length > 0 && <div>allowed <code>{consentedScopes.join(' ')}</code></div>}
    </>
  );
}
