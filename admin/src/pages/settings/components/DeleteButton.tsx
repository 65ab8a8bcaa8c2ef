/** Deletes after asking; what a refusal says is shown as a notification. */
import { Dialog, IconButton } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useReport } from '../../../hooks/useReport';
import type { RequestResult } from '../request-result';
import { useText } from '../texts';

interface DeleteButtonProps {
  /** names what is deleted */
  readonly label: string;
  readonly question: string;
  readonly remove: () => Promise<RequestResult>;
}

export const DeleteButton = ({ label, question, remove }: DeleteButtonProps) => {
  const t = useText();
  const report = useReport();
  const [asking, setAsking] = useState(false);

  const confirm = async () => {
    const result = await remove();
    setAsking(false);
    if ('error' in result) report.failure(result.error);
    else report.success(t('settings.deleted'));
  };

  return (
    <Dialog.Root open={asking} onOpenChange={setAsking}>
      <Dialog.Trigger>
        <IconButton label={label} variant="ghost">
          <Trash />
        </IconButton>
      </Dialog.Trigger>
      <ConfirmDialog title={label} onConfirm={confirm}>
        {question}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
