/** The cases that were looked at last, for as long as the page is open: kept in memory, for they name customers. */
import { useEffect } from 'react';
import type { CaseName } from '../../../../server/src/api/contracts';

const MOST = 6;
let recent: readonly CaseName[] = [];

export const recentCases = (): readonly CaseName[] => recent;

/** Notes a case that is open. */
export function useRecentCases(open: CaseName | undefined): void {
  useEffect(() => {
    if (!open) return;
    const { id, number, subject, status } = open;
    recent = [{ id, number, subject, status }, ...recent.filter((one) => one.id !== id)].slice(0, MOST);
  }, [open]);
}
