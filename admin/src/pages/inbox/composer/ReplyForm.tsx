/** An answer to the customer: recipients, text, files, and sending it. */
import { useState } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { DraftState } from '../../../hooks/useDraft';
import { useText } from '../../../hooks/useText';
import { AttachFileButton, PickedFiles } from './FilePicker';
import { useFileDrop } from '../../../hooks/useFileDrop';
import { GrowingTextarea } from './GrowingTextarea';
import { RecipientFields } from './RecipientFields';
import { SendButton } from './SendButton';
import { useSendReply, type ReplyProposal } from './useSendReply';
import type { CaseDetail } from '../../../../../server/src/api/contracts';

const DropArea = styled(Box)<{ readonly $over: boolean }>`
  outline: ${({ theme, $over }) => ($over ? `2px dashed ${theme.colors.primary600}` : 'none')};
  outline-offset: 4px;
`;

interface ReplyFormProps {
  readonly detail: CaseDetail;
  readonly proposal: ReplyProposal;
  readonly state: DraftState;
  readonly input: React.Ref<HTMLTextAreaElement>;
}

export const ReplyForm = ({ detail, proposal, state, input }: ReplyFormProps) => {
  const text = useText();
  const { draft, files, change, setFiles } = state;
  const [editing, setEditing] = useState(draft.recipients !== null);
  const { send, isSending, problem } = useSendReply(detail, proposal, state, () => setEditing(false));
  const addFiles = (added: readonly File[]): void => setFiles((current) => [...current, ...added]);
  const drop = useFileDrop(addFiles);
  return (
    <DropArea $over={drop.over} {...drop.handlers}>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={3}>
        <RecipientFields
          proposal={proposal}
          recipients={draft.recipients}
          problem={problem}
          editing={editing || problem !== null}
          onEdit={() => setEditing(true)}
          onChange={(recipients) => change({ recipients })}
        />
        <GrowingTextarea
          ref={input}
          label={text('composer.text')}
          placeholder={text('composer.placeholder')}
          value={draft.reply}
          onChange={(reply) => change({ reply })}
          onSubmit={() => void send()}
          onPaste={drop.onPaste}
        />
        <PickedFiles files={files} onChange={setFiles} />
        <Flex gap={2} wrap="wrap">
          <SendButton
            disabled={draft.reply.trim() === ''}
            sending={isSending}
            onSend={(status) => void send(status)}
          />
          <AttachFileButton onAdd={addFiles} />
          <Typography variant="pi" textColor="neutral600">
            {text(draft.reply === '' ? 'composer.hint' : 'composer.kept')}
          </Typography>
        </Flex>
      </Flex>
    </DropArea>
  );
};
