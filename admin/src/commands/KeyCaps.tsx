/** Keys as they are drawn on a keyboard. */
import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { keyCaps } from './strokes';

const Cap = styled.kbd`
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral100};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[1]};
  white-space: nowrap;
`;

export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);

/** @param keys as the table of commands writes them */
export const KeyCaps = ({ keys }: { readonly keys: string }) => (
  <Flex tag="span" gap={1}>
    {keyCaps(keys, isMac()).map((cap, index) => (
      <Cap key={index}>{cap}</Cap>
    ))}
  </Flex>
);

/** Several keys for the same. */
export const KeyChoices = ({ keys, or }: { readonly keys: readonly string[]; readonly or: string }) => (
  <Flex tag="span" gap={2}>
    {keys.map((one, index) => (
      <Flex tag="span" gap={2} key={one}>
        {index > 0 && (
          <Typography variant="pi" textColor="neutral600">
            {or}
          </Typography>
        )}
        <KeyCaps keys={one} />
      </Flex>
    ))}
  </Flex>
);
