/** A number of bytes in the unit it is best read in, as `Intl.NumberFormat` names units. */
export interface FileSize {
  readonly value: number;
  readonly unit: 'byte' | 'kilobyte' | 'megabyte' | 'gigabyte';
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Decimal units, as file managers and mail servers count. */
export function fileSize(bytes: number): FileSize {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return { value: bytes / 1000 ** step, unit: UNITS[step] ?? 'byte' };
}
