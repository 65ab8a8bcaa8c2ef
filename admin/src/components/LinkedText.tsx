/** Plain text in which web and mail addresses can be followed; one that the server warns of asks first. */
import { useMemo } from 'react';
import { Box, Flex, Popover, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { styled } from 'styled-components';
import { useLinkWords } from '../hooks/useLinkWords';
import { findLinks } from '../utils/links';
import type { DangerousLink } from '../../../server/src/api/contracts';

const TextLink = styled.a`
  color: ${({ theme }) => theme.colors.primary600};
`;

const CautionButton = styled.button`
  padding: 0;
  border: 0;
  background: none;
  font: inherit;
  text-align: inherit;
  overflow-wrap: anywhere;
  color: ${({ theme }) => theme.colors.danger700};
  text-decoration: underline wavy;
  cursor: pointer;

  svg {
    vertical-align: text-bottom;
  }
`;

const CautiousLink = ({ words, danger }: { readonly words: string; readonly danger: DangerousLink }) => {
  const { caution, explain, openAnyway } = useLinkWords();
  return (
    <Popover.Root>
      <Popover.Trigger>
        <CautionButton type="button" title={caution}>
          {words} <WarningCircle aria-hidden width="1.4rem" height="1.4rem" fill="danger600" />
        </CautionButton>
      </Popover.Trigger>
      <Popover.Content aria-label={caution}>
        <Box padding={4} maxWidth="40rem">
          <Flex direction="column" alignItems="stretch" gap={2}>
            <Typography fontWeight="bold">{caution}</Typography>
            {explain(danger).map((sentence) => (
              <Typography key={sentence} style={{ overflowWrap: 'anywhere' }}>
                {sentence}
              </Typography>
            ))}
            <TextLink href={danger.href} target="_blank" rel="noopener noreferrer nofollow">
              {openAnyway(danger.host)}
            </TextLink>
          </Flex>
        </Box>
      </Popover.Content>
    </Popover.Root>
  );
};

const NO_LINKS: readonly DangerousLink[] = [];

interface LinkedTextProps {
  readonly text: string;
  /** those to be warned of */
  readonly links?: readonly DangerousLink[];
}

export const LinkedText = ({ text, links = NO_LINKS }: LinkedTextProps) => {
  const pieces = useMemo(() => findLinks(text), [text]);
  return (
    <>
      {pieces.map(({ text: piece, href }, index) => {
        const danger = href === null ? undefined : links.find((link) => link.href === href);
        if (href === null) return piece;
        if (danger !== undefined) return <CautiousLink key={index} words={piece} danger={danger} />;
        return (
          <TextLink key={index} href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
            {piece}
          </TextLink>
        );
      })}
    </>
  );
};
