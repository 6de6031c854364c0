/** A TOSCA scalar-unit.size while it is edited. */
export interface Size {
  readonly amount: number | string;
  readonly unit: string;
}

/** TOSCA Simple Profile 1.3, section 3.3.6.4. */
export const SIZE_UNITS = ['MB', 'MiB', 'GB', 'GiB', 'TB', 'TiB'] as const;

const PATTERN = /^\s*(\d+(?:\.\d+)?)\s*(B|kB|KiB|MB|MiB|GB|GiB|TB|TiB)\s*$/i;

export function parseSize(value: unknown): Size | undefined {
  const match = typeof value === 'string' ? PATTERN.exec(value) : null;
  if (!match?.[1] || !match[2]) {
    return undefined;
  }
  const written = match[2].toLowerCase();
  const unit = ['B', 'kB', 'KiB', ...SIZE_UNITS].find((known) => known.toLowerCase() === written);
  return { amount: Number(match[1]), unit: unit ?? 'GB' };
}

export function formatSize({ amount, unit }: Size): string {
  return `${amount} ${unit}`;
}
