/**
 * Tells the app's own filter actions of mails that have been stored. Nobody waits for them, and what fails there is only noted:
 * the mails are filed.
 */
import type { Strapi } from '../data/database';
import { namesOfEmails } from '../data/emails';
import type { Outcome } from '../domain/intake-plan';
import { extensionsOf } from '../extensions';
import type { ExtensionRegistry } from '../extensions/registry';

type Actions = ExtensionRegistry['actions'];

/** @param outcomes as they were stored */
export function tellActions(strapi: Strapi, outcomes: readonly Outcome[]): void {
  const { actions } = extensionsOf(strapi);
  const met = mailsOf(actions, outcomes);
  if (met.size > 0) void tell(strapi, actions, met).catch(() => undefined);
}

/** Ids of the mails that each action is to hear of. */
function mailsOf(actions: Actions, outcomes: readonly Outcome[]): ReadonlyMap<string, readonly number[]> {
  const met = new Map<string, number[]>();
  for (const outcome of outcomes) {
    if (outcome.kind !== 'filed' || outcome.email.id === null) continue;
    for (const name of outcome.customActions)
      if (actions.get(name)?.extension.afterCommit !== undefined)
        met.set(name, [...(met.get(name) ?? []), outcome.email.id]);
  }
  return met;
}

async function tell(
  strapi: Strapi,
  actions: Actions,
  met: ReadonlyMap<string, readonly number[]>,
): Promise<void> {
  for (const [name, ids] of met) {
    const found = actions.get(name);
    if (found === undefined) continue;
    const mails = await namesOfEmails(strapi, ids);
    await found.guard.inTime(
      (signal) => found.extension.afterCommit?.(mails, { signal }),
      () => true,
    );
  }
}
