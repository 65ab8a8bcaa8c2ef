/**
 * Mail without a Message-ID is told apart by counting equal mails in a folder (domain/identity). One that was moved out of
 * the folder and back since the last look lies at a new uid while the ledger still believes in the old one: it would count
 * as a second mail. So the server is asked first, in the rare case that there are equal ones.
 */
import { placesOfCopies } from '../data/ledger';
import { storeGone } from '../data/server-state';
import { fingerprintOf } from '../domain/identity';
import type { IntakeItem } from '../domain/intake-plan';
import type { FilingContext } from './store-batch';

/**
 * Notes copies of these mails that have left the folder. Not within a transaction: it asks the server.
 * @throws what `stillThere` throws; then nothing is stored
 */
export async function noteMovedCopies(
  { strapi, cursor, stillThere }: FilingContext,
  items: readonly IntakeItem[],
): Promise<void> {
  if (stillThere === undefined) return;
  const fingerprints = items.flatMap(({ parsed }) =>
    parsed.kind === 'parsed' && parsed.message.messageId === null ? [fingerprintOf(parsed.message)] : [],
  );
  if (fingerprints.length === 0) return;
  const uids = await placesOfCopies(strapi, cursor, fingerprints);
  if (uids.length === 0) return;
  const present = await stillThere(uids);
  const gone = uids.filter((uid) => !present.has(uid));
  if (gone.length > 0) await storeGone(strapi, cursor, gone, new Date());
}
