import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { clientsOf } from '../api/clients';
import type { Person } from '../api/people';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';

export function ClientsPanel({ person }: { person: Person }) {
  const query = useQuery({
    queryKey: ['identity', 'clients-of', person.id], queryFn: ({ signal }) => clientsOf(person.id, 1, signal),
  });
  return (
    <Panel title="Clients">
      <Loaded query={query} what="The list of clients">
        {({ items, total }) => (
          <>
            <ItemList
              label={`Clients of ${person.name}`} items={items} keyOf={({ client_id }) => client_id} empty="Owns no client."
              note={({ client_id }) => client_id}
            >
              {({ client_id: id, client_name: name }) => <Link to="/admin/clients/$id" params={{ id }} className="text-link">{name}</Link>}
            </ItemList>
            {total > items.length && <p>{total - items.length} more</p>}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
