/** Sends an answer; a second part of the button also says what becomes of the case. */
import { Button, Flex, Menu } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { styled } from 'styled-components';
import { useText } from '../../../hooks/useText';
import type { CaseStatus } from '../../../../../server/src/api/contracts';

const Split = styled(Flex)`
  > :first-child {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  > :last-child {
    border-start-start-radius: 0;
    border-end-start-radius: 0;
    border-inline-start-color: ${({ theme }) => theme.colors.primary200};
  }
`;

interface SendButtonProps {
  readonly disabled: boolean;
  readonly sending: boolean;
  readonly onSend: (status?: CaseStatus) => void;
}

export const SendButton = ({ disabled, sending, onSend }: SendButtonProps) => {
  const text = useText();
  return (
    // Not modal: a menu of two needs no hiding of the page from screen readers.
    <Menu.Root modal={false}>
      <Split>
        <Button startIcon={<PaperPlane />} disabled={disabled} loading={sending} onClick={() => onSend()}>
          {text('composer.send')}
        </Button>
        <Menu.Trigger
          variant="default"
          disabled={disabled || sending}
          aria-label={text('composer.send-options')}
        />
      </Split>
      <Menu.Content popoverPlacement="top-start">
        <Menu.Item onSelect={() => onSend('closed')}>{text('composer.send-and-close')}</Menu.Item>
        <Menu.Item onSelect={() => onSend('pending')}>{text('composer.send-and-wait')}</Menu.Item>
      </Menu.Content>
    </Menu.Root>
  );
};
