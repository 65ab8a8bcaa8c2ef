/** The extensions of one running Strapi. They are registered before Mailroom starts, so they are not part of its runtime. */
import { ExtensionRegistry } from './registry';

/** As much of Strapi as is needed here. */
interface Host {
  readonly log: { warn(line: string): void };
}

const registries = new WeakMap<object, ExtensionRegistry>();

export function extensionsOf(strapi: Host): ExtensionRegistry {
  const known = registries.get(strapi);
  if (known !== undefined) return known;
  const registry = new ExtensionRegistry((line) => strapi.log.warn(line));
  registries.set(strapi, registry);
  return registry;
}
