/**
 * What the app has registered, by name. It is open until Mailroom starts: accounts and filters are read with what was
 * registered by then.
 */
import type {
  DistributionRule,
  ExtensionKind,
  ExtensionState,
  FilterActionExtension,
  IntakeStep,
  LinkResolver,
} from './contract';
import { Guard, type Log } from './guard';

/** An extension, and what calls it. */
export interface Guarded<Extension> {
  readonly extension: Extension;
  readonly guard: Guard;
}

interface Registered {
  readonly name: string;
  readonly label: string;
  readonly headers?: readonly string[];
  readonly timeout?: number;
}

type ByName<Extension> = Map<string, Guarded<Extension>>;

export class ExtensionRegistry {
  readonly rules: ByName<DistributionRule> = new Map();
  readonly actions: ByName<FilterActionExtension> = new Map();
  readonly resolvers: ByName<LinkResolver> = new Map();
  readonly steps: ByName<IntakeStep> = new Map();
  private closed = false;

  constructor(private readonly log: Log) {}

  /** @throws Error that says what is wrong with it */
  addDistributionRule(rule: DistributionRule): void {
    mustBeFunctions(rule, 'distribution-rule', ['choose']);
    this.add(this.rules, 'distribution-rule', rule);
  }

  /** @throws Error that says what is wrong with it */
  addFilterAction(action: FilterActionExtension): void {
    const given = (['apply', 'afterCommit'] as const).filter((name) => action?.[name] !== undefined);
    mustBeFunctions(action, 'filter-action', given.length === 0 ? ['apply'] : given);
    this.add(this.actions, 'filter-action', action);
  }

  /** @throws Error that says what is wrong with it */
  addLinkResolver(resolver: LinkResolver): void {
    mustBeFunctions(resolver, 'link-resolver', ['resolve']);
    this.add(this.resolvers, 'link-resolver', resolver);
  }

  /** @throws Error that says what is wrong with it */
  addIntakeStep(step: IntakeStep): void {
    mustBeFunctions(step, 'intake-step', ['look']);
    this.add(this.steps, 'intake-step', step);
  }

  /** Mailroom starts: nothing more is taken in. */
  close(): void {
    this.closed = true;
  }

  states(): readonly ExtensionState[] {
    return [this.rules, this.actions, this.resolvers, this.steps].flatMap((registered) =>
      [...(registered as ByName<Registered>).values()].map(({ guard }) => guard.state()),
    );
  }

  /** Lower-cased names of header fields that extensions look at. */
  headers(): readonly string[] {
    const all = [this.actions, this.resolvers, this.steps].flatMap((registered) =>
      [...(registered as ByName<Registered>).values()].flatMap(({ extension }) => extension.headers ?? []),
    );
    return [...new Set(all.map((name) => name.toLowerCase()))];
  }

  private add<Extension extends Registered>(
    to: ByName<Extension>,
    kind: ExtensionKind,
    extension: Extension,
  ): void {
    mustBeUsable(extension, kind);
    if (this.closed)
      throw new Error(
        `${titleOf(kind, extension)} came too late. Register extensions in register() of the app's src/index, not in bootstrap().`,
      );
    if (to.has(extension.name))
      throw new Error(`${titleOf(kind, extension)} is registered already. Give this one another name.`);
    const { name, label, timeout } = extension;
    to.set(name, { extension, guard: new Guard({ kind, name, label, timeout }, this.log) });
  }
}

const titleOf = (kind: ExtensionKind, { name }: Pick<Registered, 'name'>): string =>
  `Mailroom: the ${kind} "${name}"`;

const NAME = /^[a-z][a-z0-9-]{0,49}$/;
/** The name of a header field, of the characters that are used (RFC 5322 §3.6.8 has more), and how many fields one extension may look at. */
const HEADER = /^[A-Za-z][A-Za-z0-9-]{0,99}$/;
const MOST_HEADERS = 20;

function mustBeUsable(extension: Registered, kind: ExtensionKind): void {
  const { name, label, headers = [], timeout = 5_000 } = extension;
  const refuse = (words: string): never => {
    throw new Error(`Mailroom: a ${kind} cannot be registered: ${words}`);
  };
  if (typeof name !== 'string' || !NAME.test(name))
    refuse(`its name must be small letters, digits and "-", at most 50, beginning with a letter.`);
  if (typeof label !== 'string' || label.trim() === '' || label.length > 100)
    refuse(`"${name}" needs a label of 1 to 100 characters, which the panel shows.`);
  const areHeaders = Array.isArray(headers) && headers.length <= MOST_HEADERS;
  if (!areHeaders || !headers.every((header) => typeof header === 'string' && HEADER.test(header)))
    refuse(`headers of "${name}" must be a list of at most ${MOST_HEADERS} names of header fields.`);
  if (typeof timeout !== 'number' || !(timeout >= 100 && timeout <= 30_000))
    refuse(`timeout of "${name}" must be a number of milliseconds from 100 to 30000.`);
}

function mustBeFunctions<Extension extends object>(
  extension: Extension,
  kind: ExtensionKind,
  names: readonly (keyof Extension & string)[],
): void {
  if (typeof extension !== 'object' || extension === null)
    throw new Error(`Mailroom: a ${kind} must be an object with name, label and ${names.join(', ')}.`);
  for (const name of names)
    if (typeof extension[name] !== 'function')
      throw new Error(`Mailroom: a ${kind} cannot be registered: "${name}" must be a function.`);
}
