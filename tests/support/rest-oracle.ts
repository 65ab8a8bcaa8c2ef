/**
 * What a query of the public REST API must answer, reckoned over rows in memory: the same words as a query string's, said
 * again in the plainest way. A missing value fits nothing but $null.
 */

export type Row = Readonly<Record<string, unknown>>;
export type Filters = { readonly [key: string]: unknown };

/** What databases do not agree on. */
export interface Dialect {
  /** SQLite's LIKE does not tell ASCII letters' cases apart. */
  readonly likeMindsCase: boolean;
}

type Test = (value: never, asked: never) => boolean;

const lower = (text: string): string => text.toLowerCase();

function tests({ likeMindsCase }: Dialect): Readonly<Record<string, Test>> {
  const like = likeMindsCase ? (text: string) => text : lower;
  const text = (fits: (value: string, asked: string) => boolean, fold: (text: string) => string) =>
    ((value: string, asked: string) => fits(fold(value), fold(asked))) as Test;
  const contains = (value: string, asked: string) => value.includes(asked);
  const begins = (value: string, asked: string) => value.startsWith(asked);
  const ends = (value: string, asked: string) => value.endsWith(asked);
  const equal = (value: unknown, asked: unknown) => value === asked;
  const among = (value: unknown, asked: readonly unknown[]) => asked.includes(value);
  const not = (test: Test): Test => ((value: never, asked: never) => !test(value, asked)) as Test;
  const positive: Record<string, Test> = {
    $eq: equal,
    $in: among as Test,
    $eqi: text(equal, lower),
    $contains: text(contains, like),
    $containsi: text(contains, lower),
    $lt: ((value: number, asked: number) => value < asked) as Test,
    $lte: ((value: number, asked: number) => value <= asked) as Test,
    $gt: ((value: number, asked: number) => value > asked) as Test,
    $gte: ((value: number, asked: number) => value >= asked) as Test,
    $between: ((value: number, [from, to]: [number, number]) => value >= from && value <= to) as Test,
    $startsWith: text(begins, like),
    $startsWithi: text(begins, lower),
    $endsWith: text(ends, like),
    $endsWithi: text(ends, lower),
  };
  const opposites = {
    $ne: '$eq',
    $nei: '$eqi',
    $notIn: '$in',
    $notContains: '$contains',
    $notContainsi: '$containsi',
  };
  return {
    ...positive,
    ...Object.fromEntries(Object.entries(opposites).map(([name, of]) => [name, not(positive[of] as Test)])),
  };
}

/** @returns whether a row, with all its relations, fits */
export function fitting(
  dialect: Dialect,
  relations: readonly string[],
): (row: Row, filters: Filters) => boolean {
  const known = tests(dialect);
  const ofValue = (value: unknown, said: Filters): boolean =>
    Object.entries(said).every(([operator, asked]) => {
      if (operator === '$not') return !ofValue(value, asked as Filters);
      const values = (Array.isArray(value) ? value : [value]).filter((one) => one !== null);
      if (operator === '$null') return (values.length === 0) === asked;
      if (operator === '$notNull') return values.length > 0 === asked;
      return values.some((one) => known[operator]!(one as never, asked as never));
    });
  const ofRelation = (related: unknown, said: Filters): boolean => {
    const rows = (Array.isArray(related) ? related : [related]).filter((one) => one !== null) as Row[];
    if ('$null' in said) return (rows.length === 0) === said.$null;
    return rows.some((row) => fits(row, said));
  };
  const fits = (row: Row, filters: Filters): boolean =>
    Object.entries(filters).every(([key, said]) => {
      if (key === '$and') return (said as Filters[]).every((one) => fits(row, one));
      if (key === '$or') return (said as Filters[]).some((one) => fits(row, one));
      if (key === '$not') return !fits(row, said as Filters);
      return relations.includes(key)
        ? ofRelation(row[key], said as Filters)
        : ofValue(row[key], said as Filters);
    });
  return fits;
}

export interface Sort {
  readonly field: string;
  readonly descending: boolean;
  /** of choices */
  readonly ranks?: readonly string[];
}

/** In the asked order: what is missing last, and what is alike as it was made. */
export function sorted<One extends Row>(rows: readonly One[], sorts: readonly Sort[]): One[] {
  const key = (row: Row, { field, ranks }: Sort) =>
    ranks === undefined ? row[field] : ranks.indexOf(row[field] as string);
  return rows
    .map((row, index) => ({ row, index }))
    .sort((left, right) => {
      for (const sort of sorts) {
        const [a, b] = [key(left.row, sort), key(right.row, sort)];
        if (a === b) continue;
        if (a === null || b === null) return a === null ? 1 : -1;
        return ((a as number) < (b as number) ? -1 : 1) * (sort.descending ? -1 : 1);
      }
      return left.index - right.index;
    })
    .map(({ row }) => row);
}

/** As a query string. */
export function toQuery(name: string, value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`;
  return Object.entries(value)
    .map(([key, inner]) => toQuery(`${name}[${key}]`, inner))
    .join('&');
}
