/** A mail begins a case of its own: split off from its case, alone or with those after it, or opened for mail that has none. */
import { useState } from 'react';
import {
  Button,
  Checkbox,
  Field,
  Flex,
  Modal,
  SingleSelect,
  SingleSelectOption,
  TextButton,
  TextInput,
} from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useSplitEmailMutation } from '../../../services/caseLife';
import { placePath } from '../../../utils/paths';
import { useMoving } from './moving';
import type { EmailView, SplitInput } from '../../../../../server/src/api/contracts';

/** Shows nothing where the agent may not move mail. */
export const SplitMail = ({ email }: { readonly email: EmailView }) => {
  const text = useText();
  const moving = useMoving();
  const [open, setOpen] = useState(false);
  if (moving === null) return null;
  const hasCase = moving.source !== null;
  const title = text(hasCase ? 'split.title' : 'split.open-title');
  return (
    <>
      <TextButton onClick={() => setOpen(true)}>
        {text(hasCase ? 'split.action' : 'split.open-action')}
      </TextButton>
      <Modal.Root open={open} onOpenChange={setOpen}>
        <Modal.Content>
          <Modal.Header closeLabel={text('action.close-panel')}>
            <Modal.Title>{title}</Modal.Title>
          </Modal.Header>
          <SplitForm email={email} hasCase={hasCase} onClose={() => setOpen(false)} />
        </Modal.Content>
      </Modal.Root>
    </>
  );
};

interface SplitFormProps {
  readonly email: EmailView;
  readonly hasCase: boolean;
  readonly onClose: () => void;
}

/** Sends the wish, tells how it went, and goes to the new case. */
function useSplit(emailId: string, onClose: () => void) {
  const text = useText();
  const report = useReport();
  const navigate = useNavigate();
  const [split, { isLoading }] = useSplitEmailMutation();
  const run = async (input: SplitInput): Promise<void> => {
    const result = await split({ emailId, input });
    if ('error' in result) {
      if (result.error !== undefined) report.failure(result.error);
      return;
    }
    onClose();
    report.success(text('split.done', { number: result.data.number }));
    navigate(placePath({ kind: 'cases', view: 'open' }, result.data.id));
  };
  return { run, isLoading };
}

const SplitForm = ({ email, hasCase, onClose }: SplitFormProps) => {
  const text = useText();
  const { run, isLoading } = useSplit(email.id, onClose);
  const [subject, setSubject] = useState(email.subject);
  const [withLater, setWithLater] = useState(false);
  const [assign, setAssign] = useState<'me' | 'rule'>('me');
  const given = subject.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run({ withLater, assign, ...(given === '' ? {} : { subject: given }) });
      }}
    >
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Field.Root name="split-subject">
            <Field.Label>{text('split.subject')}</Field.Label>
            <TextInput
              value={subject}
              maxLength={998}
              onChange={({ target }: { target: { value: string } }) => setSubject(target.value)}
            />
          </Field.Root>
          {hasCase && (
            <Checkbox checked={withLater} onCheckedChange={(checked) => setWithLater(checked === true)}>
              {text('split.with-later')}
            </Checkbox>
          )}
          <Field.Root name="split-assign">
            <Field.Label>{text('split.assign')}</Field.Label>
            <SingleSelect value={assign} onChange={(value) => setAssign(value === 'rule' ? 'rule' : 'me')}>
              <SingleSelectOption value="me">{text('split.to-me')}</SingleSelectOption>
              <SingleSelectOption value="rule">{text('split.by-rule')}</SingleSelectOption>
            </SingleSelect>
          </Field.Root>
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Button variant="tertiary" onClick={onClose}>
          {text('life.cancel')}
        </Button>
        <Button type="submit" loading={isLoading}>
          {text(hasCase ? 'split.confirm' : 'split.open-confirm')}
        </Button>
      </Modal.Footer>
    </form>
  );
};
