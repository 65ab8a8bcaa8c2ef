/** The state of a first mail and sending it. What is written stays until the server has confirmed it, and its key with it. */
import { useState } from 'react';
import { useReport } from '../../hooks/useReport';
import { useText, type Text } from '../../hooks/useText';
import { useStartCaseMutation } from '../../services/compose';
import { createIdempotencyKey } from '../../utils/idempotencyKey';
import {
  checkNewMail,
  newMailFrom,
  newMailKey,
  readNewMail,
  writeNewMail,
  type FieldFault,
  type NewMailDraft,
} from '../../utils/new-mail';
import type { CaseName, RecordLinkInput, SendingAccount } from '../../../../server/src/api/contracts';

interface ComposeOptions {
  readonly accounts: readonly SendingAccount[];
  readonly record: RecordLinkInput | null;
  readonly userId: number;
  /** address that a new mail begins with */
  readonly proposed: string;
  readonly onSent: (opened: CaseName) => void;
}

/** What is wrong, in words; `sending`: what the server said. */
type Problem = Readonly<Record<'to' | 'cc' | 'subject' | 'sending', string | null>>;
const NO_PROBLEM: Problem = { to: null, cc: null, subject: null, sending: null };

const inWords = (text: Text, fault: FieldFault | null, missing: string): string | null => {
  if (fault === null) return null;
  return fault.kind === 'missing'
    ? missing
    : text('composer.invalid-address', { address: fault.addresses.join(', ') });
};

export function useCompose({ accounts, record, userId, proposed, onSent }: ComposeOptions) {
  const text = useText();
  const report = useReport();
  const key = newMailKey(userId, record === null ? '' : `${record.uid}.${record.documentId}`);
  const [draft, setDraft] = useState<NewMailDraft | null>(() => readNewMail(localStorage, key));
  const [files, setFiles] = useState<readonly File[]>([]);
  const [problem, setProblem] = useState<Problem>(NO_PROBLEM);
  const [startCase, { isLoading: isSending }] = useStartCaseMutation();
  // The record's addresses may come after the dialog has opened: they fill what nobody has touched.
  const mail = newMailFrom(draft, accounts, proposed);

  const keep = (changed: NewMailDraft | null): void => {
    writeNewMail(localStorage, key, changed);
    setDraft(changed);
  };
  const change = (changes: Partial<NewMailDraft>): void => keep({ ...mail, ...changes });

  const send = async (): Promise<void> => {
    if (isSending || mail.text.trim() === '') return;
    const { to, cc, faults } = checkNewMail(mail);
    const found = {
      to: inWords(text, faults.to, text('composer.no-recipient')),
      cc: inWords(text, faults.cc, ''),
      subject: inWords(text, faults.subject, text('compose.no-subject')),
    };
    setProblem({ ...found, sending: null });
    if (Object.values(found).some((words) => words !== null)) return;
    const idempotencyKey = mail.idempotencyKey ?? createIdempotencyKey();
    change({ idempotencyKey });
    const { account: groupAccountId, subject, text: written, assignToMe } = mail;
    const result = await startCase({
      files,
      input: {
        groupAccountId,
        to,
        cc,
        subject,
        text: written,
        idempotencyKey,
        assignToMe,
        ...(record === null ? {} : { record: { contentType: record.uid, documentId: record.documentId } }),
      },
    });
    if ('error' in result) return setProblem({ ...NO_PROBLEM, sending: report.explain(result.error) });
    keep(null);
    onSent(result.data);
  };

  return { mail, files, problem, change, setFiles, send, isSending };
}
