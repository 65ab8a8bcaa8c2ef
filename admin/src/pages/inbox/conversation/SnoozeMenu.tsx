/** Putting a case off: times to choose from, until the customer answers, or a time of one's own. */
import { useState } from 'react';
import { Box, Button, Field, Flex, Menu, Modal, TextInput, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { MenuContent } from '../../../components/MenuContent';
import { useCaseActions } from '../../../hooks/useCaseActions';
import { useText } from '../../../hooks/useText';
import { fromLocalInput, snoozePresets, toLocalInput } from '../../../utils/snooze';
import { isOpen } from '../../../../../server/src/domain/case-state';
import type { CaseDetail } from '../../../../../server/src/api/contracts';

/** Tells a moment with its day of the week, as times that lie ahead are spoken of. */
function useMoment() {
  const { formatDate } = useIntl();
  return (at: Date | string): string =>
    formatDate(at, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
}

/** Shows nothing where the agent may not work on the case, and where there is nothing to put off. */
export const SnoozeMenu = ({ detail }: { readonly detail: CaseDetail }) => {
  const text = useText();
  const actions = useCaseActions();
  const [isWaking, setWaking] = useState(false);
  if (!detail.allowed.work || !isOpen(detail.status)) return null;
  if (detail.snoozed === null) return <SnoozeChoices detail={detail} />;
  const onWake = async (): Promise<void> => {
    setWaking(true);
    await actions.wake(detail).finally(() => setWaking(false));
  };
  return (
    <Button variant="tertiary" size="S" loading={isWaking} onClick={() => void onWake()}>
      {text('snooze.wake')}
    </Button>
  );
};

const SnoozeChoices = ({ detail }: { readonly detail: CaseDetail }) => {
  const text = useText();
  const actions = useCaseActions();
  const moment = useMoment();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const [isLoading, setLoading] = useState(false);
  const until = async (at: Date | null): Promise<void> => {
    setLoading(true);
    await actions.snooze(detail, at).finally(() => setLoading(false));
  };
  return (
    <>
      <Menu.Root modal={false} open={open} onOpenChange={setOpen}>
        <Menu.Trigger size="S" variant="tertiary" startIcon={<Clock />} endIcon={null} disabled={isLoading}>
          {text('snooze.title')}
        </Menu.Trigger>
        <MenuContent popoverPlacement="bottom-end">
          {open &&
            snoozePresets(new Date()).map(({ preset, until: at }) => (
              <Menu.Item key={preset} onSelect={() => void until(at)}>
                <Flex gap={4} justifyContent="space-between">
                  {text(`snooze.${preset}`)}
                  <Typography variant="pi" textColor="neutral600">
                    {moment(at)}
                  </Typography>
                </Flex>
              </Menu.Item>
            ))}
          <Menu.Item onSelect={() => void until(null)}>{text('snooze.reply')}</Menu.Item>
          <Menu.Item onSelect={() => setAsking(true)}>{text('snooze.choose')}</Menu.Item>
        </MenuContent>
      </Menu.Root>
      <Modal.Root open={asking} onOpenChange={setAsking}>
        <Modal.Content>
          <ChooseTime
            onChoose={(at) => {
              setAsking(false);
              void until(at);
            }}
            onCancel={() => setAsking(false)}
          />
        </Modal.Content>
      </Modal.Root>
    </>
  );
};

interface ChooseTimeProps {
  readonly onChoose: (at: Date) => void;
  readonly onCancel: () => void;
}

/** A form in which a moment that lies ahead is chosen. */
export const ChooseTime = ({ onChoose, onCancel }: ChooseTimeProps) => {
  const text = useText();
  const [typed, setTyped] = useState(() =>
    toLocalInput(snoozePresets(new Date()).at(-1)?.until ?? new Date()),
  );
  const [tried, setTried] = useState(false);
  const at = fromLocalInput(typed, new Date());
  const error = tried && at === null ? text('snooze.passed') : undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (at !== null) onChoose(at);
      }}
    >
      <Modal.Header closeLabel={text('action.close-panel')}>
        <Modal.Title>{text('snooze.choose-title')}</Modal.Title>
      </Modal.Header>
      <Modal.Body>
        <Field.Root name="snooze-until" error={error}>
          <Field.Label>{text('snooze.until')}</Field.Label>
          <TextInput
            type="datetime-local"
            value={typed}
            onChange={({ target }: { target: { value: string } }) => setTyped(target.value)}
          />
          <Field.Error />
        </Field.Root>
      </Modal.Body>
      <Modal.Footer>
        <Button variant="tertiary" onClick={onCancel}>
          {text('life.cancel')}
        </Button>
        <Button type="submit">{text('snooze.title')}</Button>
      </Modal.Footer>
    </form>
  );
};

/** Says that a case is out of the lists, and how long. */
export const SnoozedNotice = ({ snoozed }: Pick<CaseDetail, 'snoozed'>) => {
  const text = useText();
  const moment = useMoment();
  if (snoozed === null) return null;
  return (
    <Box tag="p" paddingTop={2}>
      <Typography variant="pi" textColor="neutral600">
        {snoozed.until === null
          ? text('snooze.state-reply')
          : text('snooze.state', { time: moment(snoozed.until) })}
      </Typography>
    </Box>
  );
};
