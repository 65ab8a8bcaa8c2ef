/** Sends an answer; a second part of the button says what becomes of the case, or when it goes out. */
import { Button, Flex, Menu } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { styled } from 'styled-components';
import { MenuContent } from '../../../components/MenuContent';
import { useText } from '../../../hooks/useText';
import type { SendChoice } from './useSending';

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
  /** whether there is a case that can be closed */
  readonly ofCase: boolean;
  readonly onSend: (choice: SendChoice) => void;
  readonly onSendLater: () => void;
}

export const SendButton = ({ disabled, sending, ofCase, onSend, onSendLater }: SendButtonProps) => {
  const text = useText();
  return (
    // Not modal: a short menu needs no hiding of the page from screen readers.
    <Menu.Root modal={false}>
      <Split>
        <Button startIcon={<PaperPlane />} disabled={disabled} loading={sending} onClick={() => onSend({})}>
          {text('composer.send')}
        </Button>
        <Menu.Trigger
          variant="default"
          disabled={disabled || sending}
          aria-label={text('composer.send-options')}
        />
      </Split>
      <MenuContent popoverPlacement="top-start">
        {ofCase && (
          <>
            <Menu.Item onSelect={() => onSend({ status: 'closed' })}>
              {text('composer.send-and-close')}
            </Menu.Item>
            <Menu.Item onSelect={() => onSend({ status: 'pending' })}>
              {text('composer.send-and-wait')}
            </Menu.Item>
          </>
        )}
        <Menu.Item onSelect={onSendLater}>{text('composer.send-later')}</Menu.Item>
      </MenuContent>
    </Menu.Root>
  );
};
