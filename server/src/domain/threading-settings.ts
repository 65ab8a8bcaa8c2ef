/** How a group account recognises what belongs together, as its admin sets it. */

export const CLOSED_CASE_POLICIES = ['reopen', 'reopen-within', 'new-case'] as const;
export type ClosedCasePolicy = (typeof CLOSED_CASE_POLICIES)[number];

/** Numbers of another system by which its mails are one conversation. */
export interface ForeignReference {
  /** senders whose numbers count: an address, in which `*` stands for any run of characters */
  readonly sender: string;
  /** the number as it stands in the subject: `#` is a digit, `*` a run of letters, digits and hyphens */
  readonly pattern: string;
}

export interface ThreadingSettings {
  /** the server delivers `name+anything@domain` to `name@domain`, so that reply addresses can carry a token */
  readonly plusAddressing: boolean;
  /** before the case's number in subjects, as `#` in `[#42]`; empty: subjects carry no number, and none is looked for */
  readonly subjectTag: string;
  /** mail of one sender with an equal subject within so many days is one conversation; null: never */
  readonly sameSubjectDays: number | null;
  readonly closedCasePolicy: ClosedCasePolicy;
  /** of `reopen-within` */
  readonly closedCaseDays: number | null;
  readonly foreignReferences: readonly ForeignReference[];
}

export const USUAL_THREADING: ThreadingSettings = {
  plusAddressing: false,
  subjectTag: '',
  sameSubjectDays: null,
  closedCasePolicy: 'reopen',
  closedCaseDays: null,
  foreignReferences: [],
};
