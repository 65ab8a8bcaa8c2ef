/** Mail files as people have them, and their import through the panel's route. */
import type { ImportRun, Single } from '../../server/src/api/contracts';
import type { AdminClient } from './admin-client';
import { waitUntil } from './wait-until';

/** An mbox file of these mails, with LF and quoted lines, as a program on Unix writes it. */
export const mboxOf = (mails: readonly string[]): string =>
  mails
    .map((mail) => mail.replace(/^(>*From )/gm, '>$1'))
    .map((mail) => `From customer@feld.example Thu Jan  1 10:00:00 2026\n${mail}\n`)
    .join('');

/** A mail of a thread: the first one, or an answer of the same customer to it. */
export const mailOfThread = (name: string, thread: number, answer = false): string =>
  [
    `From: customer-${thread}@feld.example`,
    'To: support@shop.example',
    `Subject: ${answer ? 'Re: ' : ''}${name} ${thread}`,
    `Date: Thu, ${1 + (thread % 28)} Jan 2026 10:00:00 +0000`,
    `Message-ID: <${name}-${thread}${answer ? '-answer' : ''}@feld.example>`,
    ...(answer ? [`In-Reply-To: <${name}-${thread}@feld.example>`] : []),
    '',
    `Text of ${name} ${thread}`,
    'From here it goes on.',
    '',
  ].join('\n');

export function importForm(
  files: Readonly<Record<string, string | Buffer>>,
  input?: Readonly<Record<string, unknown>>,
): FormData {
  const form = new FormData();
  if (input !== undefined) form.append('data', JSON.stringify(input));
  for (const [name, content] of Object.entries(files))
    form.append('files', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
  return form;
}

/** Waits until an import is at its end. @param timeout milliseconds */
export const importEnded = (admin: AdminClient, id: string, timeout = 60_000): Promise<ImportRun> =>
  waitUntil(
    'the import to end',
    async () => {
      const { body } = await admin.get<Single<ImportRun>>(`/mailroom/imports/${id}`);
      return body.data.state === 'running' ? null : body.data;
    },
    { timeout, interval: 100 },
  );

/** Imports files into a group account and waits for the end. */
export async function importFiles(
  admin: AdminClient,
  account: { readonly id: string },
  files: Readonly<Record<string, string | Buffer>>,
  input?: Readonly<Record<string, unknown>>,
): Promise<ImportRun> {
  const { status, body } = await admin.upload<Single<ImportRun>>(
    `/mailroom/group-accounts/${account.id}/imports`,
    importForm(files, input),
  );
  if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
  return importEnded(admin, body.data.id);
}
