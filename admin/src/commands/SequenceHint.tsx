/** After the first key of a sequence: which keys may follow. */
import { Box, Flex, Portal, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useText } from '../hooks/useText';
import { KeyCaps } from './KeyCaps';
import type { Waiting } from './useCommandKeys';

const Bar = styled(Box)`
  position: fixed;
  z-index: ${({ theme }) => theme.zIndices.notification};
  right: ${({ theme }) => theme.spaces[6]};
  bottom: ${({ theme }) => theme.spaces[6]};
  max-width: calc(100vw - 3.2rem);
`;

export const SequenceHint = ({ waiting }: { readonly waiting: Waiting | null }) => {
  const text = useText();
  return (
    <Portal>
      {/* The region is there before its words are, or they would not be read out. */}
      <div role="status">
        {waiting && (
          <Bar background="neutral0" shadow="popupShadow" hasRadius padding={4} borderColor="neutral200">
            <Typography variant="pi" textColor="neutral600">
              {text('shortcuts.go-to')}
            </Typography>
            {waiting.next.map(({ keys, label }) => (
              <Flex key={label} gap={3} paddingTop={1}>
                <KeyCaps keys={keys[0].slice(waiting.first.length + 1)} />
                <Typography>{text(label)}</Typography>
              </Flex>
            ))}
          </Bar>
        )}
      </div>
    </Portal>
  );
};
