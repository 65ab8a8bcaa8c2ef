/** When a mail goes out: times that are often chosen, and any other. Times are those of the user's own zone. */
import { useState } from 'react';
import { Button, Field, Flex, Modal, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { useText } from '../../../hooks/useText';
import { chosenTime, sendTimes, toLocalField } from '../../../utils/send-times';

interface SendLaterDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChoose: (at: Date) => void;
}

export const SendLaterDialog = ({ open, onClose, onChoose }: SendLaterDialogProps) => {
  const text = useText();
  return (
    <Modal.Root open={open} onOpenChange={(shown) => !shown && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('action.close-panel')}>
          <Modal.Title>{text('composer.send-later')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Times onChoose={onChoose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};

const Times = ({ onChoose }: Pick<SendLaterDialogProps, 'onChoose'>) => {
  const text = useText();
  const intl = useIntl();
  const [offered] = useState(() => sendTimes(new Date()));
  const [field, setField] = useState('');
  const [error, setError] = useState<string | null>(null);
  const choose = (): void => {
    const chosen = chosenTime(field, new Date());
    if (chosen.kind === 'time') return onChoose(chosen.at);
    setError(text(`composer.time-${chosen.kind}`));
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        {offered.map(({ kind, at }) => (
          <Button
            key={kind}
            variant="tertiary"
            startIcon={<Clock />}
            fullWidth
            justifyContent="flex-start"
            onClick={() => onChoose(at)}
          >
            {text('composer.time', {
              name: text(`composer.time-${kind}`),
              at: intl.formatDate(at, {
                weekday: 'short',
                day: 'numeric',
                month: 'short',
                hour: 'numeric',
                minute: '2-digit',
              }),
            })}
          </Button>
        ))}
      </Flex>
      <Flex gap={2} alignItems="flex-end">
        <Field.Root
          flex="1"
          error={error ?? undefined}
          hint={text('composer.time-zone', {
            zone: intl.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
          })}
        >
          <Field.Label>{text('composer.time-other')}</Field.Label>
          <Field.Input
            type="datetime-local"
            min={toLocalField(new Date())}
            value={field}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => setField(event.target.value)}
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      </Flex>
      <Flex justifyContent="flex-end">
        <Button onClick={choose}>{text('composer.schedule')}</Button>
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {text('composer.later-hint')}
      </Typography>
    </Flex>
  );
};
