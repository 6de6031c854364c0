import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Loaded } from '../../identity/ui/Loaded';
import { Page } from '../../shell/Page';
import { readProvider } from '../api/providers';
import { ProviderDetail } from './ProviderDetail';

/** One provider, as far as the person may see it. */
export function ProviderPage() {
  const { id } = useParams({ from: '/providers/$id' });
  const query = useQuery({ queryKey: ['registry', 'provider', id], queryFn: ({ signal }) => readProvider(id, signal) });
  const trail = <Link to="/providers" className="text-link">Providers</Link>;
  return query.data ? (
    <ProviderDetail provider={query.data} trail={trail} stale={query.isError} />
  ) : (
    <Page title="Provider" trail={trail}>
      <Loaded query={query} what="This provider">{() => null}</Loaded>
    </Page>
  );
}
