/** Changes what is noted of a correspondent, and asks why. */
import {
  Button,
  Checkbox,
  Field,
  Flex,
  IconButton,
  Modal,
  Textarea,
  Typography,
} from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { type FormEvent, useState } from 'react';
import type { CorrespondentView } from '../../../../../server/src/api/contracts';
import { useReport } from '../../../hooks/useReport';
import { useChangeCorrespondentMutation } from '../../../services/correspondents';
import { useText } from '../texts';
import { changeOf, MARKS, marksOf, needsReason } from './marks';

interface CorrespondentDialogProps {
  readonly correspondent: CorrespondentView;
}

export const CorrespondentDialog = ({ correspondent }: CorrespondentDialogProps) => {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <Modal.Root open={open} onOpenChange={setOpen}>
      <Modal.Trigger>
        <IconButton label={t('settings.edit', { name: correspondent.address })} variant="ghost">
          <Pencil />
        </IconButton>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{correspondent.address}</Modal.Title>
        </Modal.Header>
        <NotesForm correspondent={correspondent} onDone={() => setOpen(false)} />
      </Modal.Content>
    </Modal.Root>
  );
};

interface NotesFormProps extends CorrespondentDialogProps {
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
