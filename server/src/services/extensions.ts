/**
 * Where the app registers what it adds to Mailroom, in register() of its src/index:
 * `strapi.plugin('mailroom').service('extensions')`. It is closed when Mailroom starts.
 */
import type { Strapi } from '../data/database';
import { extensionsOf } from '../extensions';
import type {
  DistributionRule,
  ExtensionState,
  FilterActionExtension,
  IntakeStep,
  LinkResolver,
} from '../extensions/contract';

export interface ExtensionsService {
  /** @throws Error that says what is wrong with it, or that it came too late */
  addDistributionRule(rule: DistributionRule): void;
  /** @throws Error that says what is wrong with it, or that it came too late */
  addFilterAction(action: FilterActionExtension): void;
  /** @throws Error that says what is wrong with it, or that it came too late */
  addLinkResolver(resolver: LinkResolver): void;
  /** @throws Error that says what is wrong with it, or that it came too late */
  addIntakeStep(step: IntakeStep): void;
  /** How each does, since the start of this process. */
  states(): readonly ExtensionState[];
}

export default ({ strapi }: { strapi: Strapi }): ExtensionsService => {
  const registry = extensionsOf(strapi);
  return {
    addDistributionRule: (rule) => registry.addDistributionRule(rule),
    addFilterAction: (action) => registry.addFilterAction(action),
    addLinkResolver: (resolver) => registry.addLinkResolver(resolver),
    addIntakeStep: (step) => registry.addIntakeStep(step),
    states: () => registry.states(),
  };
};
