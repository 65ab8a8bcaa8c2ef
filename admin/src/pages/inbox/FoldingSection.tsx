/** A group of links of the navigation that can be folded away. What Strapi's own section has not. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { ChevronDown } from '@strapi/icons';
import { Children, useId } from 'react';
import { styled } from 'styled-components';

const Heading = styled.button`
  display: flex;
  align-items: center;
  justify-content: space-between;
  width: 100%;
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[3]} ${theme.spaces[1]} ${theme.spaces[5]}`};
  border: 0;
  background: none;
  cursor: pointer;

  svg {
    width: 1rem;
    height: 1rem;
    fill: ${({ theme }) => theme.colors.neutral500};
    transition: transform 120ms;
  }
  &[aria-expanded='false'] svg {
    transform: rotate(-90deg);
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
  @media (prefers-reduced-motion: reduce) {
    svg {
      transition: none;
    }
  }
`;

interface FoldingSectionProps {
  readonly label: string;
  readonly folded: boolean;
  readonly onToggle: () => void;
  /** beside the heading */
  readonly action?: React.ReactNode;
  /** those that are shown, folded or not */
  readonly children: React.ReactNode;
}

export const FoldingSection = ({ label, folded, onToggle, action, children }: FoldingSectionProps) => {
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Flex>
        <Box flex="1">
          <Heading type="button" aria-expanded={!folded} aria-controls={id} onClick={onToggle}>
            <Typography variant="sigma" textColor="neutral600">
              {label}
            </Typography>
            <ChevronDown aria-hidden />
          </Heading>
        </Box>
        {action}
      </Flex>
      <Flex
        tag="ol"
        id={id}
        direction="column"
        alignItems="stretch"
        gap="2px"
        marginLeft={{ initial: 0, large: 2 }}
        marginRight={{ initial: 0, large: 2 }}
      >
        {Children.toArray(children).map((child, index) => (
          <li key={index}>{child}</li>
        ))}
      </Flex>
    </Flex>
  );
};
