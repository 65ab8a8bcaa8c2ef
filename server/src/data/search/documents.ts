/**
 * What of mails, entries of streams and cases can be searched, as words. Only what is shown of a mail is: no quotes, and nobody
 * to whom it went in secret.
 */
import { singleLine } from '../../domain/text';
import type { Address } from '../../domain/message';
import { wordsOf } from '../../domain/search/words';
import type { IndexDocument } from './engine';

/** Words of each part: more say nothing new of what a mail is about, and databases have limits. */
const MOST_WORDS = { subject: 300, people: 1000, body: 20_000, files: 20_000 } as const;

export interface SearchableFile {
  readonly name: string;
  /** null: not read */
  readonly text: string | null;
}

export interface SearchableMail {
  readonly id: number;
  readonly subject: string;
  readonly from: Address | null;
  /** to and cc */
  readonly recipients: readonly Address[];
  /** without what is folded away */
  readonly text: string;
  readonly files: readonly SearchableFile[];
}

export interface SearchableEntry {
  readonly id: number;
  readonly text: string;
  readonly files: readonly SearchableFile[];
}

export interface SearchableCase {
  readonly id: number;
  readonly number: number;
  readonly subject: string;
  readonly requester: Address | null;
}

export const mailDocument = (mail: SearchableMail): IndexDocument => ({
  id: mail.id,
  subject: wordsOf(mail.subject, MOST_WORDS.subject),
  sender: wordsOf(mail.from === null ? '' : nameAndAddress(mail.from), MOST_WORDS.people),
  recipients: wordsOf(mail.recipients.map(nameAndAddress).join(' ; '), MOST_WORDS.people),
  body: wordsOf(mail.text, MOST_WORDS.body),
  files: filesOf(mail.files),
});

export const entryDocument = ({ id, text, files }: SearchableEntry): IndexDocument => ({
  id,
  subject: [],
  sender: [],
  recipients: [],
  body: wordsOf(text, MOST_WORDS.body),
  files: filesOf(files),
});

export const caseDocument = ({ id, number, subject, requester }: SearchableCase): IndexDocument => ({
  id,
  subject: wordsOf(`${number} ${subject}`, MOST_WORDS.subject),
  sender: wordsOf(requester === null ? '' : nameAndAddress(requester), MOST_WORDS.people),
  recipients: [],
  body: [],
  files: [],
});

export const nameAndAddress = ({ name, address }: Address): string => singleLine(`${name} ${address}`);

const filesOf = (files: readonly SearchableFile[]): readonly string[] =>
  // Names first: they are few words, and what is cut off is at the end.
  wordsOf(
    [...files.map(({ name }) => name), ...files.map(({ text }) => text ?? '')].join(' ; '),
    MOST_WORDS.files,
  );
