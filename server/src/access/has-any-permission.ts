/**
 * Opens a route to whoever has at least one of its actions; Strapi's own policy wants all of them. Which rows a condition leaves is
 * decided behind the route; where there are no rows, a condition leaves nothing.
 */
import { UNDIVIDED_ACTIONS } from './actions';

interface PolicyContext {
  readonly state: { readonly userAbility?: Ability };
}

/** Of Strapi's ability, which is CASL's. */
interface Ability {
  can(action: string): boolean;
  /** a rule without conditions grants the whole action */
  rulesFor(action: string, subject: string): readonly { readonly conditions?: unknown }[];
}

/** The subject of permissions that are for no content type. */
const ANY = 'all';

export default (context: PolicyContext, config: { readonly actions: readonly string[] }): boolean => {
  const { userAbility: ability } = context.state;
  if (ability === undefined) return false;
  return config.actions.some((action) =>
    UNDIVIDED_ACTIONS.has(action)
      ? ability.rulesFor(action, ANY).some(({ conditions }) => conditions === undefined)
      : ability.can(action),
  );
};
