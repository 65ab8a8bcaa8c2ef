/** Asks the app's rules and filter actions while mail is decided. They answer at once, and never throw at their caller. */
import type { DecidingExtensions } from '../domain/extension';
import { readActions, readChoice } from './answers';
import type { ExtensionRegistry } from './registry';

export function decidingExtensions({ rules, actions }: ExtensionRegistry): DecidingExtensions {
  return {
    chooseByRule(name, facts) {
      const found = rules.get(name);
      if (found === undefined) return { kind: 'missing', rule: name };
      const { extension, guard } = found;
      const rule = extension.label;
      const chosen = guard.atOnce(
        () => extension.choose(facts),
        (answer) => readChoice(answer, facts),
      );
      if (chosen === null) return { kind: 'failed', rule };
      const { member, reason: words } = chosen;
      return member === null
        ? { kind: 'nobody', rule, words }
        : { kind: 'member', userId: member, rule, words };
    },
    applyAction(name, mail, facts) {
      const found = actions.get(name);
      if (found?.extension.apply === undefined) return [];
      const { extension, guard } = found;
      const answered = guard.atOnce(
        () => extension.apply?.(mail, facts),
        (answer) => readActions(answer, facts),
      );
      return answered ?? [];
    },
  };
}
