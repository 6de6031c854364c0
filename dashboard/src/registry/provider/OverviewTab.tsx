import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { formatDateTime, formatNumber, plural } from '../../format/format';
import { IconPlus } from '../../icons';
import { Facts } from '../../identity/ui/Facts';
import { ItemList } from '../../identity/ui/ItemList';
import { Panel, Panels } from '../../identity/ui/Panel';
import rows from '../../identity/ui/rows.module.css';
import { useMe } from '../../session/me';
import type { Provider, Region } from '../api/providers';
import type { Downtime } from '../api/shared';
import { AmountBars } from '../ui/AmountBars';
import { Downtimes } from '../ui/Downtimes';
import { nameOf, STATUSES } from '../ui/words';
import { DowntimeDialog, EndDowntimeDialog } from './dialogs';

/** What the provider is, how it is, and its regions. */
export function OverviewTab({ provider }: { provider: Provider }) {
  return (
    <Panels>
      <Panel title="About">
        {provider.description && <Text>{provider.description}</Text>}
        <Facts
          facts={[
            ['Status', statusOf(provider)],
            ['Endpoint', <span key="endpoint" className={rows.code}>{provider.endpoint}</span>],
            ['Support', provider.supportEmails.length > 0 && (
              provider.supportEmails.map((mail) => <div key={mail}><a href={`mailto:${mail}`} className="text-link">{mail}</a></div>)
            )],
            ['Public', provider.isPublic ? 'Yes' : 'No'],
            ['Last changed', `${formatDateTime(provider.changedAt)}, generation ${formatNumber(provider.generation)}`],
          ]}
        />
      </Panel>
      <DowntimesPanel provider={provider} />
      {provider.regions.map((region) => <RegionPanel key={region.id} region={region} />)}
    </Panels>
  );
}

function DowntimesPanel({ provider }: { provider: Provider }) {
  const { admin } = useMe();
  const [open, setOpen] = useState<'declare' | Downtime>();
  const close = () => setOpen(undefined);
  return (
    <Panel
      title="Downtimes"
      actions={admin && (
        <Button size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen('declare')}>Declare a downtime</Button>
      )}
    >
      <Downtimes downtimes={provider.downtimes} of={provider.name} onRemove={admin ? setOpen : undefined} />
      {open === 'declare' && <DowntimeDialog provider={provider} onClose={close} />}
      {typeof open === 'object' && <EndDowntimeDialog provider={provider} downtime={open} onClose={close} />}
    </Panel>
  );
}

function statusOf({ status, declaredStatus }: Provider): string {
  const about = `${STATUSES[status].label}. ${STATUSES[status].about}.`;
  return status === declaredStatus ? about : `${about} Declared as ${STATUSES[declaredStatus].label.toLowerCase()}.`;
}

function RegionPanel({ region }: { region: Region }) {
  const { location } = region;
  return (
    <Panel title={`Region ${region.name}`}>
      {region.description && <Text>{region.description}</Text>}
      <AmountBars amounts={region.capacity} />
      <Facts
        facts={[
          ['Place', location && `${location.site}, ${location.country}`],
          ['Offers', `${plural(region.flavors, 'flavor')}, ${plural(region.images, 'image')}, ${plural(region.networks, 'network')}`],
          ['Overbooking', `vCPU ${region.overbookingCpu}, RAM ${region.overbookingRam}`],
          ['Bandwidth', `${formatNumber(region.bandwidthIn)} Gbit/s in, ${formatNumber(region.bandwidthOut)} Gbit/s out`],
        ]}
      />
      <ItemList label={`Services of ${region.name}`} items={region.services} keyOf={({ id }) => id} empty="No services are declared.">
        {({ type, endpoint }) => (
          <>
            {nameOf(type)}
            <div className={rows.code}>{endpoint}</div>
          </>
        )}
      </ItemList>
    </Panel>
  );
}
