import { Text } from '@mantine/core';
import { plural } from '../../format/format';
import { IconShieldLock } from '../../icons';
import { Facts } from '../../identity/ui/Facts';
import { ItemList } from '../../identity/ui/ItemList';
import { Panel } from '../../identity/ui/Panel';
import rows from '../../identity/ui/rows.module.css';
import { Blank } from '../../shell/Blank';
import type { Issuer, Provider } from '../api/providers';
import { AgreementLine } from '../ui/AgreementLine';

/** Whose tokens the provider takes, for which groups, and what these were promised. */
export function TrustTab({ provider }: { provider: Provider }) {
  if (provider.identityProviders.length === 0) {
    return <Blank icon={IconShieldLock} title="No identity providers" text="The provider trusts none that you may see." />;
  }
  return <div className={rows.stack}>{provider.identityProviders.map((issuer) => <IssuerPanel key={issuer.trust.id} issuer={issuer} />)}</div>;
}

function IssuerPanel({ issuer: { trust, groups } }: { issuer: Issuer }) {
  return (
    <Panel title={trust.endpoint}>
      <Facts
        facts={[
          ['Groups are in', <span key="claim" className={rows.code}>{trust.groupClaim}</span>],
          ['Name there', trust.name ?? undefined],
          ['Protocol there', trust.protocol ?? undefined],
          ['Audience', trust.audience ?? undefined],
          ['Groups', plural(groups.length, 'group')],
        ]}
      />
      <ItemList
        label={`Groups of ${trust.endpoint}`} items={groups} keyOf={({ id }) => id} empty="None of its groups is declared."
        note={({ agreements }) =>
          agreements.length === 0 ? (
            <Text size="sm">No agreement.</Text>
          ) : (
            agreements.map((agreement) => <AgreementLine key={agreement.id} agreement={agreement} />)
          )}
      >
        {({ name }) => <Text fw={600}>{name}</Text>}
      </ItemList>
    </Panel>
  );
}
