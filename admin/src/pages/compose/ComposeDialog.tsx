/** A new mail in a dialog, and the case that it has opened once it is on its way. */
import { useState } from 'react';
import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { useAfterSending } from '../../hooks/useAfterSending';
import { useText } from '../../hooks/useText';
import { casePath } from '../records/record-paths';
import { NewMailForm } from '../writing/NewMailForm';
import type { CaseName, DraftView, Me } from '../../../../server/src/api/contracts';

const CaseLink = styled(Link)`
  color: ${({ theme }) => theme.colors.primary600};
  font-size: ${({ theme }) => theme.fontSizes[2]};
`;

interface ComposeDialogProps {
  readonly draft: DraftView;
  readonly me: Me;
  readonly onClose: () => void;
}

export const ComposeDialog = ({ draft, me, onClose }: ComposeDialogProps) => {
  const text = useText();
  const tellOfSending = useAfterSending();
  const [opened, setOpened] = useState<CaseName | null>(null);
  return (
    <Modal.Content
      // A click beside it must not take away what is written.
      onPointerDownOutside={(event: Event) => event.preventDefault()}
    >
      <Modal.Header closeLabel={text('compose.later')}>
        <Modal.Title>{text('compose.new')}</Modal.Title>
      </Modal.Header>
      <Modal.Body>
        {opened ? (
          <Flex direction="column" alignItems="flex-start" gap={3}>
            <Typography role="status">{text('compose.sent')}</Typography>
            <CaseLink to={casePath(opened)}>{text('compose.open-case', { number: opened.number })}</CaseLink>
          </Flex>
        ) : (
          <NewMailForm
            id={draft.id}
            begun={draft}
            me={me}
            onSent={(sent, stored) => {
              if (sent.kind === 'queued' && sent.case !== null) return setOpened(sent.case);
              tellOfSending(sent, stored);
              onClose();
            }}
            onDiscarded={onClose}
          />
        )}
      </Modal.Body>
      <Modal.Footer>
        <Button variant="tertiary" onClick={onClose}>
          {text(opened ? 'compose.close' : 'compose.later')}
        </Button>
      </Modal.Footer>
    </Modal.Content>
  );
};
