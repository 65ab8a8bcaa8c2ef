/** Which rows somebody may reach, and whether one row is among them. How it is said in SQL is in `data/`. */

export type RowScope =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  /** own rows (assigned to the user, of the user's accounts) when `own`; rows of these teams */
  | {
      readonly kind: 'some';
      readonly userId: number;
      readonly own: boolean;
      readonly teamIds: readonly number[];
    };

/** Whether a row of this owner and these teams is within the scope. */
export function isWithin(
  scope: RowScope,
  row: { readonly ownerId: number | null; readonly teamIds: readonly number[] },
): boolean {
  if (scope.kind !== 'some') return scope.kind === 'all';
  return (scope.own && row.ownerId === scope.userId) || row.teamIds.some((id) => scope.teamIds.includes(id));
}
