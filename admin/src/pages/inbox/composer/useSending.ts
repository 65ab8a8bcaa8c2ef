/**
 * Sends a draft: checks what can be checked here, saves what is written, shows what the author should look at, and asks
 * the server. Nothing is lost at any step: until the server has taken it, it is a draft.
 */
import { useState } from 'react';
import type { DraftEditor } from '../../../hooks/useDraftEditor';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useSendDraftMutation } from '../../../services/drafts';
import { recipientFault } from '../../../utils/recipients';
import type {
  CaseStatus,
  ComposeWarning,
  DraftSendResult,
  DraftView,
  TimelineEntry,
} from '../../../../../server/src/api/contracts';

/** What is wrong, in words, by field. */
export interface MailProblem {
  readonly to: string | null;
  readonly subject: string | null;
  readonly sending: string | null;
}
const NO_PROBLEM: MailProblem = { to: null, subject: null, sending: null };

export interface SendChoice {
  /** absent: now */
  readonly sendAt?: Date;
  /** what becomes of the case; absent: nothing */
  readonly status?: CaseStatus;
}

/** What keeps a mail for the moment: the author decides. */
export type Question =
  | { readonly kind: 'warnings'; readonly warnings: readonly ComposeWarning[]; readonly choice: SendChoice }
  | { readonly kind: 'held'; readonly news: readonly TimelineEntry[]; readonly choice: SendChoice };

export type Sent = Exclude<DraftSendResult, { readonly kind: 'held' }>;

interface Consent {
  readonly despiteWarnings: boolean;
  readonly despiteNews: boolean;
}
const NO_CONSENT: Consent = { despiteWarnings: false, despiteNews: false };

export function useSending(editor: DraftEditor, onSent: (sent: Sent, draft: DraftView) => void) {
  const text = useText();
  const report = useReport();
  const [sendDraft] = useSendDraftMutation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<MailProblem>(NO_PROBLEM);
  const [question, setQuestion] = useState<Question | null>(null);

  const find = (): MailProblem => {
    const { lines, draft } = editor;
    const fault = recipientFault(lines.to, [...lines.cc, ...lines.bcc]);
    const to =
      fault === null
        ? null
        : fault.kind === 'missing'
          ? text('composer.no-recipient')
          : text('composer.invalid-address', { address: fault.addresses.join(', ') });
    const subject = draft.kind === 'new' && draft.subject.trim() === '' ? text('compose.no-subject') : null;
    return { to, subject, sending: draft.from === null ? text('composer.no-sender') : null };
  };

  const attempt = async (choice: SendChoice, consent: Consent): Promise<void> => {
    const found = find();
    setProblem(found);
    if (Object.values(found).some((words) => words !== null)) return;
    // One that an earlier try has chosen does not stay.
    const status = choice.status ?? null;
    if (status !== editor.draft.status) editor.change({ status });
    const stored = await editor.flush();
    if (stored === null) return setProblem({ ...NO_PROBLEM, sending: text('composer.not-saved') });
    if (stored.warnings.length > 0 && !consent.despiteWarnings)
      return setQuestion({ kind: 'warnings', warnings: stored.warnings, choice });
    setQuestion(null);
    const result = await sendDraft({
      id: editor.id,
      input: {
        version: stored.version,
        ...(choice.sendAt === undefined ? {} : { sendAt: choice.sendAt.toISOString() }),
        ...(consent.despiteNews ? { anyway: true } : {}),
      },
    });
    if ('error' in result) return setProblem({ ...NO_PROBLEM, sending: report.explain(result.error) });
    if (result.data.kind === 'held') return setQuestion({ kind: 'held', news: result.data.news, choice });
    onSent(result.data, stored);
  };

  const run = async (choice: SendChoice, consent: Consent): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await attempt(choice, consent).finally(() => setBusy(false));
  };

  return {
    busy,
    problem,
    question,
    send: (choice: SendChoice = {}) => void run(choice, NO_CONSENT),
    /** Sends although the author was asked to look; who has seen what came meanwhile has seen the warnings as well. */
    sendAnyway: () => {
      if (question === null) return;
      const despiteNews = question.kind === 'held';
      void run(question.choice, { despiteWarnings: true, despiteNews });
    },
    dismiss: () => setQuestion(null),
  };
}
