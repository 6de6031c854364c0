import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { plural } from '../../format/format';
import type { ProviderLine } from '../api/providers';
import { StatusTag } from '../ui/tags';
import { frameOf, projection, spotsOf, type Spot } from './places';
import styles from './ProviderMap.module.css';

/**
 * Where the regions are. The picture is made here, without anything from elsewhere; the list beside
 * it says the same in words, and is what keyboards and screen readers use.
 */
export function ProviderMap({ providers }: { providers: readonly ProviderLine[] }) {
  const { spots, nowhere } = useMemo(() => spotsOf(providers), [providers]);
  const [lit, setLit] = useState<string>();
  return (
    <div className={styles.map}>
      <Picture spots={spots} lit={lit} onLight={setLit} />
      <ul className={styles.spots} aria-label="Places">
        {spots.map((spot) => (
          <li
            key={spot.key} id={`place-${spot.key}`} className={styles.place} data-lit={spot.key === lit || undefined}
            onMouseEnter={() => setLit(spot.key)} onFocus={() => setLit(spot.key)}
          >
            <Title order={2} size="h3">{spot.name}</Title>
            <Text size="sm" c="dimmed">{spot.country} · {plural(spot.regions.length, 'region')}</Text>
            <Regions regions={spot.regions} />
          </li>
        ))}
        {nowhere.length > 0 && (
          <li className={styles.place}>
            <Title order={2} size="h3">Without a place</Title>
            <Text size="sm" c="dimmed">Their providers do not say where they are.</Text>
            <Regions regions={nowhere} />
          </li>
        )}
      </ul>
    </div>
  );
}

function Regions({ regions }: { regions: Spot['regions'] }) {
  return (
    <ul className={styles.regions}>
      {regions.map(({ provider, region }) => (
        <li key={region.id} className={styles.region}>
          <Link to="/providers/$id" params={{ id: provider.id }} className="text-link">{provider.name}</Link>
          <Text span c="dimmed" size="sm">{region.name}</Text>
          {provider.status && <StatusTag status={provider.status} />}
        </li>
      ))}
    </ul>
  );
}

interface PictureProps {
  readonly spots: readonly Spot[];
  readonly lit: string | undefined;
  readonly onLight: (key: string) => void;
}

function Picture({ spots, lit, onLight }: PictureProps) {
  const { width, height, point, land } = useMemo(() => projection(frameOf(spots)), [spots]);
  const show = (key: string) => {
    onLight(key);
    document.getElementById(`place-${key}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <svg className={styles.picture} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path className={styles.land} d={land} />
      {spots.map(({ key, name, latitude, longitude, regions }) => {
        const [x, y] = point(longitude, latitude);
        return (
          <g key={key} className={styles.spot} data-lit={key === lit || undefined} onClick={() => show(key)} onMouseEnter={() => onLight(key)}>
            <title>{name}</title>
            <circle className={styles.dot} cx={x} cy={y} r={regions.length > 1 ? 32 : 22} />
            {regions.length > 1 && <text className={styles.count} x={x} y={y}>{regions.length}</text>}
          </g>
        );
      })}
    </svg>
  );
}
