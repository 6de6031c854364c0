import { Table, Text, Title } from '@mantine/core';
import type { Site } from '../api/types';
import { formatAge, formatDateTime, formatGib, formatMib, plural } from '../format/format';
import { useNow } from '../format/useNow';
import { IconPhoto } from '../icons';
import { QuotaBars } from './QuotaBars';
import styles from './SiteCard.module.css';
import { SiteTags } from './SiteTags';

/** Everything known about one site. */
export function SiteCard({ site }: { site: Site }) {
  const now = useNow();
  return (
    <article className={styles.card} aria-label={`${site.provider}, ${site.region}`}>
      <header className={styles.head}>
        <div>
          <Title order={2}>{site.provider}</Title>
          <Text c="dimmed" size="sm">
            {[site.region, site.location, site.project && `project ${site.project}`].filter(Boolean).join(' · ')}
          </Text>
        </div>
        <SiteTags site={site} />
      </header>
      {site.reason && <p className={styles.reason}>{site.reason}</p>}
      {site.quotas.length > 0 && <QuotaBars quotas={site.quotas} />}
      {site.flavors.length > 0 && <Flavors site={site} />}
      {site.images.length > 0 && <Images site={site} />}
      <Text size="sm" c="dimmed" title={formatDateTime(site.checkedAt)}>
        Asked {formatAge(site.checkedAt, now)}
      </Text>
    </article>
  );
}

function Flavors({ site }: { site: Site }) {
  return (
    <details className={styles.details}>
      <summary>{plural(site.flavors.length, 'flavor')}</summary>
      <Table verticalSpacing={6} fz="sm" aria-label={`Flavors of ${site.provider}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th ta="right">vCPU</Table.Th>
            <Table.Th ta="right">RAM</Table.Th>
            <Table.Th ta="right">Disk</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {site.flavors.map((flavor) => (
            <Table.Tr key={flavor.name}>
              <Table.Td>{flavor.name}</Table.Td>
              <Table.Td ta="right">{flavor.vcpus}</Table.Td>
              <Table.Td ta="right">{formatMib(flavor.ramMib)}</Table.Td>
              <Table.Td ta="right">{formatGib(flavor.diskGib)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}

function Images({ site }: { site: Site }) {
  return (
    <details className={styles.details}>
      <summary>{plural(site.images.length, 'image')}</summary>
      <ul className={styles.images}>
        {site.images.map((image) => (
          <li key={image.name}>
            <IconPhoto size={16} aria-hidden />
            {image.name}
            <Text span size="sm" c="dimmed">
              {[image.distribution, image.version].filter(Boolean).join(' ')}
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}
