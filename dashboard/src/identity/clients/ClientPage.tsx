import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../shell/Page';
import { readClient } from '../api/clients';
import { Loaded } from '../ui/Loaded';
import { ClientDetail } from './ClientDetail';

/** One client, for administrators. */
export function ClientPage() {
  return <ClientAt administrator back="/admin/clients" trail={<Link to="/admin/clients" className="text-link">Clients</Link>} />;
}

/** One client, for its owner. */
export function OwnClientPage() {
  return <ClientAt administrator={false} back="/account/clients" trail={<Link to="/account/clients" className="text-link">My clients</Link>} />;
}

interface ClientAtProps {
  readonly administrator: boolean;
  readonly back: '/admin/clients' | '/account/clients';
  readonly trail: ReactNode;
}

function ClientAt({ administrator, back, trail }: ClientAtProps) {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({ queryKey: ['identity', 'client', id], queryFn: ({ signal }) => readClient(id, signal) });
  if (!query.data) {
    return (
      <Page title="Client" trail={trail}>
        <Loaded query={query} what="This client">{() => null}</Loaded>
      </Page>
    );
  }
  return <ClientDetail client={query.data} administrator={administrator} back={back} trail={trail} />;
}
