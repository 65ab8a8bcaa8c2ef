/** Changes what is noted of a correspondent, and asks why. */
import { Button, Checkbox, Field, Flex, Modal, Textarea, Typography } from '@strapi/design-system';
import { type FormEvent, useState } from 'react';
import type { CorrespondentView } from '../../../../../server/src/api/contracts';
import { useReport } from '../../../hooks/useReport';
import { useChangeCorrespondentMutation } from '../../../services/correspondents';
import { useText } from '../texts';
import { changeOf, MARKS, marksOf, needsReason } from './marks';

/** Who is being changed, and what was pressed for it: that gets the keyboard back. */
export interface Editing {
  readonly correspondent: CorrespondentView;
  readonly opener: HTMLElement;
}

interface CorrespondentDialogProps extends Editing {
  readonly onClose: () => void;
}

/** It belongs to the page, not to a row: whatever becomes of the list, what is typed here stays. */
export const CorrespondentDialog = ({ correspondent, opener, onClose }: CorrespondentDialogProps) => (
  <Modal.Root open onOpenChange={(open) => !open && onClose()}>
    <Modal.Content
      onCloseAutoFocus={(event: Event) => {
        event.preventDefault();
        opener.focus();
      }}
    >
      <Modal.Header>
        <Modal.Title>{correspondent.address}</Modal.Title>
      </Modal.Header>
      <NotesForm correspondent={correspondent} onDone={onClose} />
    </Modal.Content>
  </Modal.Root>
);

interface NotesFormProps {
  readonly correspondent: CorrespondentView;
  readonly onDone: () => void;
}

const NotesForm = ({ correspondent, onDone }: NotesFormProps) => {
  const t = useText();
  const report = useReport();
  const [marks, setMarks] = useState(() => marksOf(correspondent));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [change, { isLoading }] = useChangeCorrespondentMutation();
  const isReasonNeeded = needsReason(correspondent, marks);
  const isReasonMissing = isReasonNeeded && reason.trim() === '';

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isReasonMissing) return;
    const input = changeOf(correspondent, marks, reason);
    if (input === null) return onDone();
    const result = await change({ id: correspondent.id, input });
    if ('error' in result) return report.failure(result.error);
    report.success(t('settings.saved'));
    onDone();
  };

  return (
    <form onSubmit={(event) => void save(event)}>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          {MARKS.map((mark) => (
            <Field.Root key={mark} name={mark} hint={t(`correspondents.mark.${mark}.explained`)}>
              <Checkbox
                checked={marks[mark]}
                onCheckedChange={(checked) => setMarks({ ...marks, [mark]: checked === true })}
              >
                {t(`correspondents.mark.${mark}`)}
              </Checkbox>
              <Field.Hint />
              {mark === 'suppressed' && correspondent.suppressedReason !== '' && (
                <Typography variant="pi" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
                  <bdi>{correspondent.suppressedReason}</bdi>
                </Typography>
              )}
            </Field.Root>
          ))}
          <Field.Root
            name="reason"
            required={isReasonNeeded}
            hint={t('correspondents.reason-hint')}
            error={tried && isReasonMissing ? t('correspondents.reason-missing') : undefined}
          >
            <Field.Label>{t('correspondents.reason')}</Field.Label>
            <Textarea
              value={reason}
              rows={3}
              maxLength={500}
              onChange={({ target }) => setReason(target.value)}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{t('correspondents.cancel')}</Button>
        </Modal.Close>
        <Button type="submit" loading={isLoading}>
          {t('settings.save')}
        </Button>
      </Modal.Footer>
    </form>
  );
};
