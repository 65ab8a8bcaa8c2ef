/** Deleting a case or a mail for everybody, after asking. What only one's own inbox forgets is in MailActions. */
import { createContext, useContext, useState } from 'react';
import { Dialog, TextButton } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useDeleteCaseMutation, useDeleteEmailMutation } from '../../../services/caseLife';
import { placePath, type CasePlace } from '../../../utils/paths';
import type { CaseDetail } from '../../../../../server/src/api/contracts';

type DeleteResult = Awaited<ReturnType<ReturnType<typeof useDeleteEmailMutation>[0]>>;

const statusOf = (error: object): unknown => ('status' in error ? error.status : undefined);

/** Tells why something was not deleted, in the reader's language where the reason is known. */
function useDeleteFailure() {
  const text = useText();
  const report = useReport();
  return (result: DeleteResult): boolean => {
    if (!('error' in result) || result.error === undefined) return false;
    const status = statusOf(result.error);
    if (status === 403) report.warning(text('delete.forbidden'));
    else if (status === 404) report.warning(text('delete.gone'));
    else if (status === 409) report.warning(text('delete.being-sent'));
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
  const { id, number, mergedCases } = detail;
  const confirm = async (): Promise<void> => {
    const failed = hasFailed(await remove(id));
    onOpenChange(false);
    if (failed) return;
    report.success(text('delete.case-done', { number }));
    navigate(placePath(place));
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <ConfirmDialog title={text('delete.case-title', { number })} onConfirm={confirm}>
        {text('delete.case-explained', { count: mergedCases.length })}
      </ConfirmDialog>
    </Dialog.Root>
  );
};

/** What happens after a mail of what is open was deleted. Null where the agent may delete none of it. */
const DeletingContext = createContext<(() => void) | null>(null);

interface DeletableMailsProps {
  readonly allowed: boolean;
  readonly onDeleted?: () => void;
  readonly children: React.ReactNode;
}

const nothing = (): void => undefined;

export const DeletableMails = ({ allowed, onDeleted = nothing, children }: DeletableMailsProps) => (
  <DeletingContext.Provider value={allowed ? onDeleted : null}>{children}</DeletingContext.Provider>
);

/** Shows nothing where the agent may not delete the mail. */
export const DeleteMail = ({ emailId }: { readonly emailId: string }) => {
  const text = useText();
  const report = useReport();
  const onDeleted = useContext(DeletingContext);
  const hasFailed = useDeleteFailure();
  const [asking, setAsking] = useState(false);
  const [remove] = useDeleteEmailMutation();
  if (onDeleted === null) return null;
  const confirm = async (): Promise<void> => {
    const failed = hasFailed(await remove(emailId));
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
          {text('delete.mail-explained')}
        </ConfirmDialog>
      </Dialog.Root>
    </>
  );
};
