import { Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatGib, formatMib, formatNumber, plural } from '../../format/format';
import { IconCircleCheck, IconPhoto } from '../../icons';
import rows from '../../identity/ui/rows.module.css';
import { Tag } from '../../shell/Tag';
import card from '../../sites/SiteCard.module.css';
import type { Flavor, Image, ProjectNetwork } from '../api/usable';
import { AgreementLine } from '../ui/AgreementLine';
import { Downtimes } from '../ui/Downtimes';
import { FreshnessDetails } from '../ui/FreshnessDetails';
import { QuotaGroups } from '../ui/QuotaGroups';
import { StatusTag } from '../ui/tags';
import type { UsablePlace } from './search';
import styles from './UsableCard.module.css';

/** What a group can use of one project in one region. */
export function UsableCard({ place }: { place: UsablePlace }) {
  const { provider, region, project, flavors, images, networks, narrowed } = place;
  const name = `${provider.name}, ${region.name}, ${project.name}`;
  return (
    <article className={card.card} aria-label={name}>
      <header className={card.head}>
        <div>
          <Title order={2}>
            <Link to="/providers/$id" params={{ id: provider.id }} className={rows.title}>{provider.name}</Link>
          </Title>
          <Text c="dimmed" size="sm">
            {[`region ${region.name}`, region.location?.site, `project ${project.name}`].filter(Boolean).join(' · ')}
          </Text>
        </div>
        <StatusTag status={provider.status} />
      </header>
      {project.agreement && project.agreement.standing !== 'current' && <AgreementLine agreement={project.agreement} />}
      {provider.downtimes.length > 0 && <Downtimes downtimes={provider.downtimes} of={name} />}
      <QuotaGroups quotas={project.quotas} />
      <FreshnessDetails freshness={project.freshness} of={name} />
      <div>
        {(flavors.length > 0 || !narrowed) && <Flavors of={name} flavors={flavors} open={narrowed} />}
        {(images.length > 0 || !narrowed) && <Images of={name} images={images} open={narrowed} />}
        {(networks.length > 0 || !narrowed) && <Networks of={name} networks={networks} open={narrowed} />}
      </div>
    </article>
  );
}

interface PartProps {
  /** The place. */
  readonly of: string;
  /** Whether it is shown at once. */
  readonly open: boolean;
}

function Flavors({ of, flavors, open }: PartProps & { flavors: readonly Flavor[] }) {
  return (
    <details className={card.details} open={open}>
      <summary>{plural(flavors.length, 'flavor')}</summary>
      {flavors.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={`Flavors of ${of}, may be scrolled`}>
          <Table verticalSpacing={6} fz="sm" aria-label={`Flavors of ${of}`}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th ta="right">vCPU</Table.Th>
                <Table.Th ta="right">RAM</Table.Th>
                <Table.Th ta="right">Disk</Table.Th>
                <Table.Th>More</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {flavors.map((flavor) => (
                <Table.Tr key={flavor.id}>
                  <Table.Td>{flavor.name}</Table.Td>
                  <Table.Td ta="right">{formatNumber(flavor.vcpus)}</Table.Td>
                  <Table.Td ta="right">{formatMib(flavor.ramMib)}</Table.Td>
                  <Table.Td ta="right">{formatGib(flavor.diskGib)}</Table.Td>
                  <Table.Td>{extrasOf(flavor)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </details>
  );
}

function extrasOf({ gpus, gpuModel, gpuVendor, infiniband, ephemeralGib, swapMib, localStorage, shared }: Flavor): string {
  return [
    gpus > 0 && [plural(gpus, 'GPU'), gpuVendor, gpuModel].filter(Boolean).join(' '), infiniband && 'InfiniBand',
    ephemeralGib > 0 && `${formatGib(ephemeralGib)} ephemeral`, swapMib > 0 && `${formatMib(swapMib)} swap`,
    localStorage && `local storage ${localStorage}`, !shared && 'for this project only',
  ].filter(Boolean).join(', ');
}

function Images({ of, images, open }: PartProps & { images: readonly Image[] }) {
  return (
    <details className={card.details} open={open}>
      <summary>{plural(images.length, 'image')}</summary>
      <ul className={card.images} aria-label={`Images of ${of}`}>
        {images.map((image) => (
          <li key={image.id}>
            <IconPhoto size={16} aria-hidden />
            {image.name}
            <Text span size="sm" c="dimmed">
              {[image.osDistro, image.osVersion, image.architecture, image.cudaSupport && 'CUDA', image.gpuDriver && 'GPU driver', !image.shared && 'for this project only']
                .filter(Boolean).join(' ')}
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Networks({ of, networks, open }: PartProps & { networks: readonly ProjectNetwork[] }) {
  return (
    <details className={card.details} open={open}>
      <summary>{plural(networks.length, 'network')}</summary>
      <ul className={card.images} aria-label={`Networks of ${of}`}>
        {networks.map(({ network, isDefault, proxy }) => (
          <li key={network.id} className={styles.network}>
            {network.name}
            {isDefault && <Tag tone="good" icon={IconCircleCheck} title="Servers go here unless something else is said">Default</Tag>}
            <Text span size="sm" c="dimmed">
              {[network.external ? 'external' : 'private', network.shared && 'shared', network.mtu && `MTU ${network.mtu}`,
                proxy && `reached through ${proxy.user ? `${proxy.user}@` : ''}${proxy.host}`].filter(Boolean).join(', ')}
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}
