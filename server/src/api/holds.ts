/** Holding a case and releasing it, the same for the panel and for apps: told in the trail. Who may do that is asked before. */
import { recordChange } from '../access/audit';
import { setHold } from '../cases/hold-case';
import type { CaseRecord } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';

/** @param by as `setHold` takes it: the user, or null and the reason of an app */
export async function holdOrRelease(
  strapi: Strapi,
  { id, documentId, number }: Pick<CaseRecord, 'id' | 'documentId' | 'number'>,
  held: boolean,
  ...by: HeldBy
): Promise<void> {
  await inTransaction(strapi, async () => {
    if (!(await setHold(strapi, id, held, ...by))) return;
    const of = { subject: 'case', id: documentId, name: `#${number}` } as const;
    await recordChange(strapi, { ...of, before: { held: !held }, after: { held } });
  });
}

type HeldBy = Parameters<typeof setHold> extends [Strapi, number, boolean, ...infer Rest] ? Rest : never;
