import { useQuery } from '@tanstack/react-query';
import { Page } from '../../shell/Page';
import { CredentialsPanel } from '../people/CredentialsPanel';
import { Loaded } from '../ui/Loaded';
import { Panels } from '../ui/Panel';
import { CertificatesPanel } from './CertificatesPanel';
import { selfQuery } from './queries';

/** What else the person is recognised by. */
export function IdentitiesPage() {
  const query = useQuery(selfQuery);
  return (
    <Page title="Linked identities" lead="Other accounts, certificates and keys that are yours.">
      <Loaded query={query} what="Your account">
        {(person) => (
          <Panels>
            <CredentialsPanel person={person} own />
            <CertificatesPanel />
          </Panels>
        )}
      </Loaded>
    </Page>
  );
}
