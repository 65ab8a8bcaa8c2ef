/** A first mail: from which account, to whom, subject, text, files. It opens a case, which is offered once it is on its way. */
import {
  Button,
  Checkbox,
  Field,
  Flex,
  Modal,
  SingleSelect,
  SingleSelectOption,
  TextButton,
  Typography,
} from '@strapi/design-system';
import { PaperPlane, Plus } from '@strapi/icons';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { useFileDrop } from '../../hooks/useFileDrop';
import { useText } from '../../hooks/useText';
import { useGetRecordAddressesQuery } from '../../services/compose';
import { parseAddressList } from '../../utils/addresses';
import type { NewMailDraft } from '../../utils/new-mail';
import { AttachFileButton, PickedFiles } from '../inbox/composer/FilePicker';
import { GrowingTextarea } from '../inbox/composer/GrowingTextarea';
import { casePath } from '../records/record-paths';
import { useCompose } from './useCompose';
import type { CaseName, RecordLinkInput, SendingAccount } from '../../../../server/src/api/contracts';

const NO_ADDRESSES: readonly string[] = [];
const NO_RECORD: RecordLinkInput = { uid: '', documentId: '' };

const CaseLink = styled(Link)`
  color: ${({ theme }) => theme.colors.primary600};
  font-size: ${({ theme }) => theme.fontSizes[2]};
`;

interface ComposeDialogProps {
  readonly accounts: readonly SendingAccount[];
  readonly record: RecordLinkInput | null;
  readonly userId: number;
}

export const ComposeDialog = (props: ComposeDialogProps) => {
  const [opened, setOpened] = useState<CaseName | null>(null);
  return opened === null ? <MailForm {...props} onSent={setOpened} /> : <Sent opened={opened} />;
};

/** That it is on its way, and where its answers will be. */
const Sent = ({ opened }: { readonly opened: CaseName }) => {
  const text = useText();
  return (
    <Modal.Content>
      <Modal.Header closeLabel={text('action.close-panel')}>
        <Modal.Title>{text('compose.new')}</Modal.Title>
      </Modal.Header>
      <Modal.Body>
        <Flex direction="column" alignItems="flex-start" gap={3}>
          <Typography role="status">{text('compose.sent')}</Typography>
          <Modal.Close>
            <CaseLink to={casePath(opened)}>{text('compose.open-case', { number: opened.number })}</CaseLink>
          </Modal.Close>
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{text('compose.close')}</Button>
        </Modal.Close>
      </Modal.Footer>
    </Modal.Content>
  );
};

interface MailFormProps extends ComposeDialogProps {
  readonly onSent: (opened: CaseName) => void;
}

const MailForm = ({ accounts, record, userId, onSent }: MailFormProps) => {
  const text = useText();
  const { data: addresses = NO_ADDRESSES } = useGetRecordAddressesQuery(record ?? NO_RECORD, {
    skip: record === null,
  });
  const compose = useCompose({ accounts, record, userId, proposed: addresses[0] ?? '', onSent });
  const { mail, files, problem, change, setFiles, send, isSending } = compose;
  const addFiles = (added: readonly File[]): void => setFiles((current) => [...current, ...added]);
  const drop = useFileDrop(addFiles);
  return (
    <Modal.Content {...drop.handlers}>
      <Modal.Header closeLabel={text('action.close-panel')}>
        <Modal.Title>{text('compose.new')}</Modal.Title>
      </Modal.Header>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <AccountField accounts={accounts} mail={mail} change={change} />
          <LineField
            label={text('details.to')}
            value={mail.to}
            error={problem.to}
            onChange={(to) => change({ to })}
          />
          <MoreAddresses addresses={addresses} to={mail.to} onAdd={(to) => change({ to })} />
          <LineField
            label={text('details.cc')}
            value={mail.cc}
            error={problem.cc}
            onChange={(cc) => change({ cc })}
          />
          <LineField
            label={text('details.subject')}
            value={mail.subject}
            error={problem.subject}
            onChange={(subject) => change({ subject })}
          />
          <GrowingTextarea
            label={text('compose.text')}
            placeholder={text('compose.text')}
            value={mail.text}
            onChange={(written) => change({ text: written })}
            onSubmit={() => void send()}
            onPaste={drop.onPaste}
          />
          <PickedFiles files={files} onChange={setFiles} />
          <Checkbox
            checked={mail.assignToMe}
            onCheckedChange={(checked: boolean | 'indeterminate') => change({ assignToMe: checked === true })}
          >
            {text('compose.assign-to-me')}
          </Checkbox>
          {problem.sending !== null && (
            <Typography role="alert" textColor="danger700">
              {problem.sending}
            </Typography>
          )}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Flex gap={2}>
          <Modal.Close>
            <Button variant="tertiary">{text('compose.later')}</Button>
          </Modal.Close>
          <AttachFileButton onAdd={addFiles} />
        </Flex>
        <Button
          startIcon={<PaperPlane />}
          loading={isSending}
          disabled={mail.text.trim() === ''}
          onClick={() => void send()}
        >
          {text('composer.send')}
        </Button>
      </Modal.Footer>
    </Modal.Content>
  );
};

interface AccountFieldProps {
  readonly accounts: readonly SendingAccount[];
  readonly mail: NewMailDraft;
  readonly change: (changes: Partial<NewMailDraft>) => void;
}

const AccountField = ({ accounts, mail, change }: AccountFieldProps) => {
  const text = useText();
  return (
    <Field.Root>
      <Field.Label>{text('details.from')}</Field.Label>
      <SingleSelect value={mail.account} onChange={(account) => change({ account: String(account) })}>
        {accounts.map(({ id, name, address }) => (
          <SingleSelectOption key={id} value={id}>
            {name === address ? address : `${name} <${address}>`}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

interface LineFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

const LineField = ({ label, value, error, onChange }: LineFieldProps) => (
  <Field.Root error={error ?? undefined}>
    <Field.Label>{label}</Field.Label>
    <Field.Input
      dir="auto"
      value={value}
      onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
    />
    <Field.Error />
  </Field.Root>
);

interface MoreAddressesProps {
  readonly addresses: readonly string[];
  readonly to: string;
  readonly onAdd: (to: string) => void;
}

/** The record's other addresses: offered, since one mail seldom goes to all of them. */
const MoreAddresses = ({ addresses, to, onAdd }: MoreAddressesProps) => {
  const text = useText();
  const there = new Set(parseAddressList(to).addresses.map((address) => address.toLowerCase()));
  const others = addresses.filter((address) => !there.has(address.toLowerCase()));
  if (others.length === 0) return null;
  return (
    <Flex gap={3} wrap="wrap">
      {others.map((address) => (
        <TextButton
          key={address}
          startIcon={<Plus />}
          onClick={() => onAdd(to.trim() === '' ? address : `${to.trim()}, ${address}`)}
        >
          {text('compose.add-address', { address })}
        </TextButton>
      ))}
    </Flex>
  );
};
