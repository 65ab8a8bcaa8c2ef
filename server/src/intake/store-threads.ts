/** Stores by which ids the mails of a batch will be found, and which conversations have become one, in the caller's transaction. */
import type { Strapi, Transaction } from '../data/database';
import { mergeThreads, storeReferences } from '../data/message-references';
import type { IntakeAccount, IntakePlan } from '../domain/intake-plan';
import { referencesToStore } from '../domain/threading';
import { foreignIdsOf } from './thread-ids';

/** After the mails, whose ids it needs. */
export async function storeThreads(
  strapi: Strapi,
  transaction: Transaction,
  { outcomes, merges }: IntakePlan,
  account: IntakeAccount,
): Promise<void> {
  await storeReferences(
    strapi,
    outcomes.flatMap((outcome) => {
      const placed = outcome.kind === 'duplicate' ? outcome.adoption : outcome;
      if (placed?.kind !== 'filed' || placed.email.id === null) return [];
      const { id, message } = placed.email;
      // The mail's own ids were stored when it first came; how other systems count is up to the account.
      const own = outcome.kind === 'filed' ? referencesToStore(message) : [];
      return [{ emailId: id, ids: [...own, ...foreignIdsOf(message, account)], kind: 'reference' as const }];
    }),
  );
  await mergeThreads(transaction, merges);
}

/** Ids that relays gave to mails of ours, found on their copies. */
export async function storeAliases(strapi: Strapi, { outcomes }: IntakePlan): Promise<void> {
  await storeReferences(
    strapi,
    outcomes.flatMap((outcome) =>
      outcome.kind === 'duplicate' && outcome.alias !== null && 'stored' in outcome.of
        ? [{ emailId: outcome.of.stored, ids: [outcome.alias], kind: 'alias' as const }]
        : [],
    ),
  );
}
