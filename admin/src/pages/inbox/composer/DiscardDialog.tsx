/** Asks before a draft is thrown away: it cannot be had back. */
import { Button, Dialog } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useDeleteDraftMutation } from '../../../services/drafts';
import type { DraftView } from '../../../../../server/src/api/contracts';

interface DiscardDialogProps {
  readonly draft: DraftView;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDiscarded: () => void;
}

export const DiscardDialog = ({ draft, open, onClose, onDiscarded }: DiscardDialogProps) => {
  const text = useText();
  const report = useReport();
  const [remove, { isLoading }] = useDeleteDraftMutation();
  const discard = async (): Promise<void> => {
    const result = await remove(draft.id);
    if ('error' in result) return report.failure(result.error);
    onClose();
    report.success(text('composer.discarded'));
    onDiscarded();
  };
  return (
    <Dialog.Root open={open} onOpenChange={(shown) => !shown && onClose()}>
      <Dialog.Content>
        <Dialog.Header>{text('composer.discard')}</Dialog.Header>
        <Dialog.Body icon={<WarningCircle fill="danger600" />}>
          {text('composer.discard-explained')}
        </Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary">
              {text('composer.go-on-writing')}
            </Button>
          </Dialog.Cancel>
          <Button fullWidth variant="danger-light" loading={isLoading} onClick={() => void discard()}>
            {text('composer.discard')}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
};
