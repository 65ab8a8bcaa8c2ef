/** Sends an answer. Its text stays until the server has confirmed it, and its key with it. */
import { useState } from 'react';
import type { DraftState } from '../../../hooks/useDraft';
import { useReport } from '../../../hooks/useReport';
import { useText, type Text } from '../../../hooks/useText';
import { useSendReplyMutation } from '../../../services/cases';
import { formatAddressList, parseAddressList } from '../../../utils/addresses';
import { createIdempotencyKey } from '../../../utils/idempotencyKey';
import type { CaseDetail, CaseStatus } from '../../../../../server/src/api/contracts';

export type ReplyProposal = NonNullable<CaseDetail['replyDraft']>;

/** What is wrong with the recipients, by field. */
export interface RecipientProblem {
  readonly to: string | null;
  readonly cc: string | null;
}

export interface Recipients {
  readonly to: string;
  readonly cc: string;
}

/** What the recipient fields hold: the agent's own writing, or else what the server proposed. */
export const recipientsOf = (proposal: ReplyProposal, written: Recipients | null): Recipients =>
  written ?? { to: formatAddressList(proposal.to), cc: formatAddressList(proposal.cc) };

type CheckedRecipients =
  | { readonly ok: true; readonly to: readonly string[]; readonly cc: readonly string[] }
  | { readonly ok: false; readonly problem: RecipientProblem };

function checkRecipients(recipients: Recipients, text: Text): CheckedRecipients {
  const to = parseAddressList(recipients.to);
  const cc = parseAddressList(recipients.cc);
  const invalid = (addresses: readonly string[]): string | null =>
    addresses.length > 0 ? text('composer.invalid-address', { address: addresses.join(', ') }) : null;
  const problem = {
    to: invalid(to.invalid) ?? (to.addresses.length === 0 ? text('composer.no-recipient') : null),
    cc: invalid(cc.invalid),
  };
  if (problem.to !== null || problem.cc !== null) return { ok: false, problem };
  return { ok: true, to: to.addresses, cc: cc.addresses };
}

export function useSendReply(
  detail: CaseDetail,
  proposal: ReplyProposal,
  state: DraftState,
  onSent: () => void,
) {
  const text = useText();
  const report = useReport();
  const [sendReply, { isLoading: isSending }] = useSendReplyMutation();
  const [problem, setProblem] = useState<RecipientProblem | null>(null);

  const send = async (status?: CaseStatus): Promise<void> => {
    const { draft, files, change, clearReply } = state;
    if (isSending || draft.reply.trim() === '') return;
    const checked = checkRecipients(recipientsOf(proposal, draft.recipients), text);
    if (!checked.ok) return setProblem(checked.problem);
    setProblem(null);
    const idempotencyKey = draft.idempotencyKey ?? createIdempotencyKey();
    change({ idempotencyKey });
    const result = await sendReply({
      caseId: detail.id,
      files,
      input: { text: draft.reply, to: checked.to, cc: checked.cc, idempotencyKey, ...(status && { status }) },
    });
    if ('error' in result) return report.failure(result.error);
    clearReply();
    onSent();
    report.success(text(status === 'closed' ? 'composer.sent-and-closed' : 'composer.sent'));
  };

  return { send, isSending, problem };
}
