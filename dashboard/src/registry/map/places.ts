import type { ProviderLine, RegionLine } from '../api/providers';
import { COASTS, type Line } from './coast';

/** Regions so near each other that one marker stands for them. */
export interface Spot {
  readonly key: string;
  /** The sites there, such as `INFN-BARI, RECAS-BARI`. */
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly regions: readonly { readonly provider: ProviderLine; readonly region: RegionLine }[];
}

/** Regions nearer than about 10 km share a spot. */
const NEAR_DEGREES = 0.1;

export function spotsOf(providers: readonly ProviderLine[]): { spots: readonly Spot[]; nowhere: Spot['regions'] } {
  const groups: { first: NonNullable<RegionLine['location']>; sites: string[]; regions: Spot['regions'][number][] }[] = [];
  const nowhere: Spot['regions'][number][] = [];
  for (const provider of providers) {
    for (const region of provider.regions) {
      const { location } = region;
      if (!location) {
        nowhere.push({ provider, region });
        continue;
      }
      const near = groups.find(
        ({ first }) =>
          Math.abs(first.latitude - location.latitude) < NEAR_DEGREES && Math.abs(first.longitude - location.longitude) < NEAR_DEGREES,
      );
      const group = near ?? { first: location, sites: [], regions: [] };
      if (!near) {
        groups.push(group);
      }
      if (!group.sites.includes(location.site)) {
        group.sites.push(location.site);
      }
      group.regions.push({ provider, region });
    }
  }
  const spots = groups.map(({ first, sites, regions }) => ({
    key: first.id, name: sites.join(', '), country: first.country, latitude: first.latitude, longitude: first.longitude, regions,
  }));
  return { spots: spots.sort((one, other) => one.name.localeCompare(other.name)), nowhere };
}

/** The part of the earth that is drawn, in degrees. */
export interface Frame {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const ITALY: Frame = { west: 6, south: 36, east: 19.2, north: 47.3 };
const MARGIN = 2;

/** Italy, and as much more as it takes to show all spots. */
export function frameOf(spots: readonly Pick<Spot, 'latitude' | 'longitude'>[]): Frame {
  return spots.reduce<Frame>(
    (frame, { latitude, longitude }) =>
      longitude >= frame.west && longitude <= frame.east && latitude >= frame.south && latitude <= frame.north
        ? frame
        : {
            west: Math.min(frame.west, longitude - MARGIN), east: Math.max(frame.east, longitude + MARGIN),
            south: Math.min(frame.south, latitude - MARGIN), north: Math.max(frame.north, latitude + MARGIN),
          },
    ITALY,
  );
}

/** A plane with equal scales at the middle of the frame, 1,000 units wide. */
export function projection({ west, south, east, north }: Frame) {
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = 1000 / ((east - west) * narrowing);
  const point = (longitude: number, latitude: number): readonly [x: number, y: number] => [
    Math.round((longitude - west) * narrowing * scale), Math.round((north - latitude) * scale),
  ];
  const path = (line: Line) => `M${line.map(([longitude, latitude]) => point(longitude, latitude).join(',')).join('L')}Z`;
  return { width: 1000, height: Math.round((north - south) * scale), point, land: COASTS.map(path).join('') };
}
