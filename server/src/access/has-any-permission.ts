/** Opens a route to whoever has at least one of its actions; Strapi's own policy wants all of them. */
interface PolicyContext {
  readonly state: { readonly userAbility?: { can(action: string): boolean } };
}

export default (context: PolicyContext, config: { readonly actions: readonly string[] }): boolean =>
  config.actions.some((action) => context.state.userAbility?.can(action) === true);
