/** What the palette offers, and how it is found by what is typed. Pure. */
import { matchSorter } from 'match-sorter';
import type { PalettePage } from './request';

export const ITEM_GROUPS = ['choices', 'recent', 'case', 'commands', 'go', 'settings', 'cases'] as const;
export type ItemGroup = (typeof ITEM_GROUPS)[number];

export interface PaletteItem {
  readonly id: string;
  readonly group: ItemGroup;
  readonly label: string;
  /** finds it as well */
  readonly words?: string;
  /** a second, weaker text */
  readonly hint?: string;
  /** the key that does the same */
  readonly keys?: string;
  /** whether it holds at the moment, where it can be switched */
  readonly chosen?: boolean;
  readonly does:
    | { readonly kind: 'run'; readonly run: () => void }
    | { readonly kind: 'page'; readonly page: PalettePage };
}

/**
 * Those in which every word is found, however its letters are accented; the best first. Nothing typed: all, as they are
 * given.
 */
export function findItems(items: readonly PaletteItem[], typed: string): readonly PaletteItem[] {
  const words = typed.trim().split(/\s+/).filter(Boolean);
  // The first word decides about the order, so it is asked last.
  return words.reduceRight<readonly PaletteItem[]>(
    (left, word) => matchSorter(left, word, { keys: ['label', 'words'] }),
    items,
  );
}

/** By group in the groups' order, within each as found; of what is typed, the best group first. */
export function inGroups(
  items: readonly PaletteItem[],
  typed: string,
): readonly (readonly [ItemGroup, readonly PaletteItem[]])[] {
  const order = typed.trim() === '' ? ITEM_GROUPS : [...new Set(items.map(({ group }) => group))];
  return order
    .map((group) => [group, items.filter((item) => item.group === group)] as const)
    .filter(([, found]) => found.length > 0);
}
