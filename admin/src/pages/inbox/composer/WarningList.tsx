/** What an author should look at before a mail goes out. Nothing of it forbids sending. */
import { Button, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useText, type Text } from '../../../hooks/useText';
import type { ComposeWarning } from '../../../../../server/src/api/contracts';

function inWords(warning: ComposeWarning, text: Text): string {
  switch (warning.kind) {
    case 'attachment-missing':
      return text('composer.warning.attachment-missing', { word: warning.word });
    case 'unknown-placeholder':
      return text('composer.warning.unknown-placeholder', { names: warning.names.join(', ') });
    case 'new-domain':
      return text('composer.warning.new-domain', { domains: warning.domains.join(', ') });
    case 'unreachable':
      return text('composer.warning.unreachable', {
        addresses: warning.addresses
          .map(({ address, words }) => (words === '' ? address : `${address} (${words})`))
          .join(', '),
      });
  }
}

interface WarningListProps {
  readonly warnings: readonly ComposeWarning[];
  readonly onSendAnyway: () => void;
  readonly onDismiss: () => void;
}

export const WarningList = ({ warnings, onSendAnyway, onDismiss }: WarningListProps) => {
  const text = useText();
  return (
    <Flex
      role="alert"
      direction="column"
      alignItems="stretch"
      gap={3}
      padding={3}
      background="warning100"
      borderColor="warning200"
      hasRadius
    >
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {warnings.map((warning) => (
          <Flex tag="li" key={warning.kind} gap={2} alignItems="flex-start">
            <WarningCircle aria-hidden fill="warning600" width="1.6rem" style={{ flexShrink: 0 }} />
            <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {inWords(warning, text)}
            </Typography>
          </Flex>
        ))}
      </Flex>
      <Flex gap={2} wrap="wrap">
        <Button size="S" variant="secondary" onClick={onSendAnyway}>
          {text('composer.send-anyway')}
        </Button>
        <Button size="S" variant="tertiary" onClick={onDismiss}>
          {text('composer.go-on-writing')}
        </Button>
      </Flex>
    </Flex>
  );
};
