/** The body of an entry, read as the mail it would be, and what of it is left open. Shared by replies and forwards. */
import type { ParsedMessage } from '../../server/src/domain/message';
import { openText } from '../../server/src/domain/visible-part/visible-part-of';
import { readMails } from '../../server/src/intake/read-mail';
import type { Subject } from '../subject';

const TYPES: Readonly<Record<string, string>> = { 'text-body': 'text/plain', 'html-body': 'text/html' };

/** The entry as intake reads it; a bare body gets the headers that its entry names. @throws when it cannot be read */
export async function mailOf(subject: Subject): Promise<ParsedMessage> {
  const { form, expected } = subject.entry;
  const type = TYPES[form];
  if (type === undefined) return subject.message();
  return subject.once('mail of body', async () => {
    const outer = expected['subjectOfForward'];
    const headers =
      (typeof outer === 'string' ? `Subject: ${outer}\r\n` : '') +
      `MIME-Version: 1.0\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
    const bytes = Buffer.concat([Buffer.from(headers), subject.bytes()]);
    const [read] = await readMails([{ kind: 'bytes', bytes }], subject.workshop.blobs);
    if (read?.parsed.kind !== 'parsed') throw new Error('The body was not read');
    return read.parsed.message;
  });
}

/**
 * What is open, and what would be if one or more signatures were not folded: sources differ in what they count to a
 * reply. The last one is with all signatures.
 */
export async function openTexts(subject: Subject): Promise<readonly [string, ...string[]]> {
  const { text, visible } = await mailOf(subject);
  const signatures = visible.folds.filter(({ kind }) => kind === 'signature').slice(0, 4);
  const choices = Array.from({ length: 2 ** signatures.length }, (_, choice) =>
    visible.folds.filter((fold) => {
      const index = signatures.indexOf(fold);
      return index === -1 || (choice & (1 << index)) === 0;
    }),
  );
  return [visible.text, ...choices.slice(1).map((folds) => openText(text, folds))];
}

export type FoldKind = ParsedMessage['visible']['folds'][number]['kind'];

/** The folded stretches of some kinds. */
export async function foldedTexts(subject: Subject, kinds: readonly FoldKind[]): Promise<readonly string[]> {
  const { text, visible } = await mailOf(subject);
  return visible.folds
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ start, end }) => text.slice(start, end));
}
