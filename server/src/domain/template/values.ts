/** What stands for each placeholder, by name: facts of a case and whoever writes, as text in one language. Reads nothing. */
import type { CaseStatus } from '../case-state';
import type { TemplateValues } from './fill';
import { statusInWords } from './status-words';

export type PlaceholderGroup = 'case' | 'requester' | 'agent' | 'account' | 'record' | 'date';

/** Placeholders that every template can have; those of records depend on the content types there are. */
export const PLACEHOLDERS = [
  { name: 'case.number', group: 'case' },
  { name: 'case.subject', group: 'case' },
  { name: 'case.status', group: 'case' },
  { name: 'requester.name', group: 'requester' },
  { name: 'requester.address', group: 'requester' },
  { name: 'agent.name', group: 'agent' },
  { name: 'agent.email', group: 'agent' },
  { name: 'account.name', group: 'account' },
  { name: 'account.address', group: 'account' },
  { name: 'today', group: 'date' },
  { name: 'now', group: 'date' },
] as const satisfies readonly { readonly name: string; readonly group: PlaceholderGroup }[];

/** What is known when a template is filled in; null: there is none. */
export interface TemplateFacts {
  readonly case: { readonly number: number; readonly subject: string; readonly status: CaseStatus } | null;
  readonly requester: { readonly name: string; readonly address: string } | null;
  /** who writes; in automatic mail, to whom the case is assigned */
  readonly agent: { readonly name: string; readonly email: string } | null;
  readonly account: { readonly name: string; readonly address: string } | null;
  /** linked records in the order of their links, with the fields that may be told */
  readonly records: readonly TemplateRecord[];
}

export interface TemplateRecord {
  /** of its content type, as `contact` */
  readonly singularName: string;
  readonly fields: ReadonlyMap<string, string | null>;
}

/** When it is, and how that is written. */
export interface TemplateMoment {
  readonly now: Date;
  /** language tag */
  readonly language: string;
  /** IANA name, as `Europe/Paris` */
  readonly timeZone: string;
}

/** Values of all placeholders. Of several records of a type the first one counts; `record` is the first of all. */
export function templateValues(facts: TemplateFacts, moment: TemplateMoment): TemplateValues {
  const { case: matter, requester, agent, account } = facts;
  const values = new Map<string, string | null>([
    ...recordValues(facts.records),
    ['case.number', matter === null ? null : String(matter.number)],
    ['case.subject', matter?.subject ?? null],
    ['case.status', matter === null ? null : statusInWords(matter.status, moment.language)],
    ['requester.name', requester?.name ?? null],
    ['requester.address', requester?.address ?? null],
    ['agent.name', agent?.name ?? null],
    ['agent.email', agent?.email ?? null],
    ['account.name', account?.name ?? null],
    ['account.address', account?.address ?? null],
    ['today', dateInWords(moment)(moment.now, false)],
    ['now', dateInWords(moment)(moment.now, true)],
  ]);
  return values;
}

function recordValues(records: readonly TemplateRecord[]): readonly (readonly [string, string | null])[] {
  const named = new Set<string>();
  return records.flatMap(({ singularName, fields }, position) => {
    const names = [...(position === 0 ? ['record'] : []), ...(named.has(singularName) ? [] : [singularName])];
    named.add(singularName);
    return names.flatMap((name) => [...fields].map(([field, value]) => [`${name}.${field}`, value] as const));
  });
}

function inWords({ now, language, timeZone }: TemplateMoment, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat([language, 'en'], { ...style, timeZone }).format(now);
}

/** How a mail in this language writes a day, or a moment. */
export const dateInWords =
  ({ language, timeZone }: Omit<TemplateMoment, 'now'>) =>
  (at: Date, withTime: boolean): string =>
    inWords(
      { now: at, language, timeZone },
      { dateStyle: 'long', ...(withTime ? { timeStyle: 'short' } : {}) },
    );

/** Every placeholder without a record, with words that show what will stand there. */
export const EXAMPLE_FACTS: TemplateFacts = {
  case: { number: 1042, subject: 'The lamp arrived broken', status: 'assigned' },
  requester: { name: 'Anna Lind', address: 'anna.lind@example.com' },
  agent: { name: 'Jo Weber', email: 'jo@example.com' },
  account: { name: 'Support', address: 'support@example.com' },
  records: [],
};
