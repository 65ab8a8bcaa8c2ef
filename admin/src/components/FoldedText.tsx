/** A plain-text mail: links can be followed, quoted earlier mail is folded behind "•••". */
import { useMemo, useState } from 'react';
import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useText } from '../hooks/useText';
import { findLinks } from '../utils/links';
import { partQuotes, type TextPart } from '../utils/quotes';

const Paragraph = styled.div`
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[6]};
  color: ${({ theme }) => theme.colors.neutral800};

  a {
    color: ${({ theme }) => theme.colors.primary600};
  }
`;

const Quote = styled(Paragraph)`
  margin-top: ${({ theme }) => theme.spaces[2]};
  padding-left: ${({ theme }) => theme.spaces[3]};
  border-left: 2px solid ${({ theme }) => theme.colors.neutral300};
  color: ${({ theme }) => theme.colors.neutral600};
`;

const FoldButton = styled.button`
  margin: ${({ theme }) => `${theme.spaces[2]} 0`};
  padding: ${({ theme }) => `0 ${theme.spaces[2]}`};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  color: ${({ theme }) => theme.colors.neutral600};
  cursor: pointer;
`;

const LinkedText = ({ text }: { readonly text: string }) => {
  const pieces = useMemo(() => findLinks(text), [text]);
  return (
    <>
      {pieces.map(({ text: piece, href }, index) =>
        href === null ? (
          piece
        ) : (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {piece}
          </a>
        ),
      )}
    </>
  );
};

const FoldedQuote = ({ part }: { readonly part: TextPart }) => {
  const text = useText();
  const [open, setOpen] = useState(!part.folded);
  return (
    <>
      {part.folded && (
        <FoldButton
          type="button"
          aria-expanded={open}
          aria-label={text('message.quote')}
          onClick={() => setOpen(!open)}
        >
          •••
        </FoldButton>
      )}
      {open && (
        <Quote dir="auto">
          <LinkedText text={part.text.replace(/^\n+|\n+$/g, '')} />
        </Quote>
      )}
    </>
  );
};

export const FoldedText = ({ text }: { readonly text: string }) => {
  const parts = useMemo(() => partQuotes(text), [text]);
  return (
    <Box>
      {parts.map((part, index) =>
        part.kind === 'quoted' ? (
          <FoldedQuote key={index} part={part} />
        ) : (
          <Paragraph key={index} dir="auto">
            <LinkedText text={part.text.replace(/^\n+|\s+$/g, '')} />
          </Paragraph>
        ),
      )}
    </Box>
  );
};
