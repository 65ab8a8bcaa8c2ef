/** Tells what became of a mail that was sent, and offers to undo it where that is possible. */
import { useIntl } from 'react-intl';
import { useUndoSending } from '../components/UndoSending';
import type { DraftSendResult, DraftView } from '../../../server/src/api/contracts';
import { useReport } from './useReport';
import { useText } from './useText';

type Sent = Exclude<DraftSendResult, { readonly kind: 'held' }>;

export function useAfterSending(): (sent: Sent, draft: DraftView) => void {
  const text = useText();
  const intl = useIntl();
  const report = useReport();
  const offerUndo = useUndoSending();
  return (sent, draft) => {
    if (sent.kind === 'queued') {
      report.success(text(draft.status === 'closed' ? 'composer.sent-and-closed' : 'composer.sent'));
    } else if (sent.undoable) {
      offerUndo({ draft, sendAt: sent.sendAt });
    } else {
      const at = intl.formatDate(new Date(sent.sendAt), { dateStyle: 'full', timeStyle: 'short' });
      report.success(text('composer.scheduled', { at }));
    }
  };
}
