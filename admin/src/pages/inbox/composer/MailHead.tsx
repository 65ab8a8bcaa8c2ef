/** From, recipients and subject of a draft: one line to read where an answer has them right already, fields to change them. */
import { useState } from 'react';
import {
  Box,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  TextButton,
  Typography,
} from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import type { DraftEditor, RecipientLine } from '../../../hooks/useDraftEditor';
import { useText } from '../../../hooks/useText';
import { displayName } from '../../../utils/addresses';
import { RecipientsField } from './RecipientsField';
import type { MailProblem } from './useSending';
import type { Sender } from '../../../../../server/src/api/contracts';

const LABEL_WIDTH = '5rem';

const senderName = ({ name, address }: Sender): string =>
  name === '' || name === address ? address : `${name} <${address}>`;

interface MailHeadProps {
  readonly editor: DraftEditor;
  readonly senders: readonly Sender[];
  readonly problem: MailProblem;
}

const Party = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
    {label}{' '}
    <Typography variant="pi" fontWeight="bold" dir="auto">
      {value}
    </Typography>
  </Typography>
);

const currentSender = ({ draft }: DraftEditor, senders: readonly Sender[]): Sender | undefined =>
  senders.find(({ kind, accountId }) => kind === draft.from?.kind && accountId === draft.from.accountId);

const Summary = ({ editor, senders, onEdit }: MailHeadProps & { readonly onEdit: () => void }) => {
  const text = useText();
  const { lines } = editor;
  const names = (line: RecipientLine): string => lines[line].map(displayName).join(', ');
  return (
    <Flex gap={4} wrap="wrap">
      <Party label={text('details.from')} value={currentSender(editor, senders)?.address ?? '–'} />
      <Party label={text('details.to')} value={names('to')} />
      {lines.cc.length > 0 && <Party label={text('details.cc')} value={names('cc')} />}
      {lines.bcc.length > 0 && <Party label={text('composer.bcc')} value={names('bcc')} />}
      <TextButton startIcon={<Pencil />} onClick={onEdit}>
        {text('composer.edit-recipients')}
      </TextButton>
    </Flex>
  );
};

const FromField = ({ editor, senders }: Omit<MailHeadProps, 'problem'>) => {
  const text = useText();
  const choose = (value: string | number): void => {
    const sender = senders.find(({ kind, accountId }) => `${kind}:${accountId}` === value);
    if (sender) editor.change({ from: { kind: sender.kind, accountId: sender.accountId } });
  };
  const { from } = editor.draft;
  return (
    <Flex gap={2}>
      <Typography variant="pi" fontWeight="bold" minWidth={LABEL_WIDTH}>
        {text('details.from')}
      </Typography>
      <Box flex="1" minWidth="0">
        <SingleSelect
          size="S"
          aria-label={text('details.from')}
          placeholder={text('composer.no-sender')}
          value={from === null ? null : `${from.kind}:${from.accountId}`}
          onChange={choose}
        >
          {senders.map((sender) => (
            <SingleSelectOption key={sender.accountId} value={`${sender.kind}:${sender.accountId}`}>
              {senderName(sender)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
    </Flex>
  );
};

const SubjectField = ({ editor, problem }: Omit<MailHeadProps, 'senders'>) => {
  const text = useText();
  return (
    <Field.Root error={problem.subject ?? undefined}>
      <Flex gap={2} alignItems="flex-start">
        <Field.Label minWidth={LABEL_WIDTH} paddingTop={2}>
          {text('details.subject')}
        </Field.Label>
        <Flex flex="1" direction="column" alignItems="stretch" gap={1}>
          <Field.Input
            size="S"
            dir="auto"
            maxLength={998}
            value={editor.draft.subject}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
              editor.change({ subject: event.target.value })
            }
          />
          <Field.Error />
        </Flex>
      </Flex>
    </Field.Root>
  );
};

export const MailHead = (props: MailHeadProps) => {
  const { editor, senders, problem } = props;
  const { draft, lines } = editor;
  const text = useText();
  const isAnswer = draft.kind === 'reply' || draft.kind === 'reply-all';
  const [editing, setEditing] = useState(!isAnswer || lines.to.length === 0);
  const [copies, setCopies] = useState(false);
  const wrong = problem.to !== null || problem.subject !== null || draft.from === null;
  if (!editing && !wrong) return <Summary {...props} onEdit={() => setEditing(true)} />;
  const showCopies = copies || lines.cc.length > 0 || lines.bcc.length > 0;
  const field = (line: RecipientLine, label: string, error: string | null) => (
    <RecipientsField
      label={label}
      recipients={lines[line]}
      error={error}
      autoFocus={line === 'to' && draft.kind === 'new' && draft.to.length === 0}
      onChange={(recipients) => editor.changeLine(line, recipients)}
    />
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <FromField editor={editor} senders={senders} />
      {field('to', text('details.to'), problem.to)}
      {showCopies ? (
        <>
          {field('cc', text('details.cc'), null)}
          {field('bcc', text('composer.bcc'), null)}
        </>
      ) : (
        <Box paddingLeft="5.8rem">
          <TextButton onClick={() => setCopies(true)}>{text('composer.add-copies')}</TextButton>
        </Box>
      )}
      <SubjectField editor={editor} problem={problem} />
    </Flex>
  );
};
