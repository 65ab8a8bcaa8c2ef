/** Deleting a case or a mail for everybody, after asking. What only one's own inbox forgets is in MailActions. */
import { createContext, useContext, useMemo, useState } from 'react';
import { Dialog, TextButton } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useDeleteCaseMutation, useDeleteEmailMutation } from '../../../services/caseLife';
import { useHeldWords } from './CaseHold';
import { placePath, type CasePlace } from '../../../utils/paths';
import type { CaseDetail } from '../../../../../server/src/api/contracts';

type DeleteResult = Awaited<ReturnType<ReturnType<typeof useDeleteEmailMutation>[0]>>;

const statusOf = (error: object): unknown => ('status' in error ? error.status : undefined);

/** Somebody has held the case since it was shown. */
const isHeld = (error: object): boolean =>
  (error as { readonly details?: { readonly code?: unknown } }).details?.code === 'held';

/** Tells why something was not deleted, in the reader's language where the reason is known. */
function useDeleteFailure() {
  const text = useText();
  const report = useReport();
  return (result: DeleteResult): boolean => {
    if (!('error' in result) || result.error === undefined) return false;
    const status = statusOf(result.error);
    if (status === 403) report.warning(text('delete.forbidden'));
    else if (status === 404) report.warning(text('delete.gone'));
    else if (status === 409) report.warning(text(isHeld(result.error) ? 'delete.held' : 'delete.being-sent'));
    else report.failure(result.error);
    return true;
  };
}

interface DeleteCaseProps {
  readonly detail: CaseDetail;
  readonly place: CasePlace;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export const DeleteCase = ({ detail, place, open, onOpenChange }: DeleteCaseProps) => {
  const text = useText();
  const report = useReport();
  const navigate = useNavigate();
  const hasFailed = useDeleteFailure();
  const [remove] = useDeleteCaseMutation();
  const { id, number, mergedCases, held } = detail;
  const heldWords = useHeldWords();
  const confirm = async (): Promise<void> => {
    const failed = hasFailed(await remove({ id, evenIfHeld: held !== null }));
    onOpenChange(false);
    if (failed) return;
    report.success(text('delete.case-done', { number }));
    navigate(placePath(place));
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <ConfirmDialog title={text('delete.case-title', { number })} onConfirm={confirm}>
        {held && `${heldWords(held)} `}
        {text('delete.case-explained', { count: mergedCases.length })}
      </ConfirmDialog>
    </Dialog.Root>
  );
};

interface DeletingMails {
  /** what happens after a mail of what is open was deleted */
  readonly onDeleted: () => void;
  /** their case is held: asked about when one is deleted */
  readonly held: CaseDetail['held'];
}

/** Null where the agent may delete none of the mails. */
const DeletingContext = createContext<DeletingMails | null>(null);

interface DeletableMailsProps {
  readonly allowed: boolean;
  readonly held?: CaseDetail['held'];
  readonly onDeleted?: () => void;
  readonly children: React.ReactNode;
}

const nothing = (): void => undefined;

export const DeletableMails = ({
  allowed,
  held = null,
  onDeleted = nothing,
  children,
}: DeletableMailsProps) => {
  const deleting = useMemo(() => (allowed ? { onDeleted, held } : null), [allowed, onDeleted, held]);
  return <DeletingContext.Provider value={deleting}>{children}</DeletingContext.Provider>;
};

/** Shows nothing where the agent may not delete the mail. */
export const DeleteMail = ({ emailId }: { readonly emailId: string }) => {
  const text = useText();
  const report = useReport();
  const heldWords = useHeldWords();
  const deleting = useContext(DeletingContext);
  const hasFailed = useDeleteFailure();
  const [asking, setAsking] = useState(false);
  const [remove] = useDeleteEmailMutation();
  if (deleting === null) return null;
  const { held, onDeleted } = deleting;
  const confirm = async (): Promise<void> => {
    const failed = hasFailed(await remove({ id: emailId, evenIfHeld: held !== null }));
    setAsking(false);
    if (failed) return;
    report.success(text('delete.mail-done'));
    onDeleted();
  };
  return (
    <>
      <TextButton onClick={() => setAsking(true)}>{text('delete.mail')}</TextButton>
      <Dialog.Root open={asking} onOpenChange={setAsking}>
        <ConfirmDialog title={text('delete.mail-title')} onConfirm={confirm}>
          {held && `${heldWords(held)} `}
          {text('delete.mail-explained')}
        </ConfirmDialog>
      </Dialog.Root>
    </>
  );
};
