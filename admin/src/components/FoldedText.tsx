/** A plain-text mail: links can be followed; quotes, signatures and forwarded mail are folded behind "•••". */
import { useMemo, useState } from 'react';
import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useText } from '../hooks/useText';
import { LinkedText } from './LinkedText';
import { partsOf, type TextPart } from '../utils/quotes';
import type { DangerousLink, FoldView } from '../../../server/src/api/contracts';

const Paragraph = styled.div`
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[6]};
  color: ${({ theme }) => theme.colors.neutral800};
`;

const Quote = styled(Paragraph)`
  margin-top: ${({ theme }) => theme.spaces[2]};
  padding-left: ${({ theme }) => theme.spaces[3]};
  border-left: 2px solid ${({ theme }) => theme.colors.neutral300};
  color: ${({ theme }) => theme.colors.neutral600};
`;

const FoldButton = styled.button`
  margin: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[2]} ${theme.spaces[2]} 0`};
  padding: ${({ theme }) => `0 ${theme.spaces[2]}`};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  color: ${({ theme }) => theme.colors.neutral600};
  cursor: pointer;
`;

interface FoldedPartProps {
  readonly kind: FoldView['kind'];
  readonly text: string;
  readonly links?: readonly DangerousLink[];
}

const FoldedPart = ({ kind, text: folded, links }: FoldedPartProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <FoldButton
        type="button"
        aria-expanded={open}
        aria-label={text(`message.fold.${kind}`)}
        title={text(`message.fold.${kind}`)}
        onClick={() => setOpen(!open)}
      >
        •••
      </FoldButton>
      {open && (
        <Quote dir="auto">
          <LinkedText text={folded.replace(/^\n+|\n+$/g, '')} links={links} />
        </Quote>
      )}
    </>
  );
};

const WrittenPart = ({ text, links }: Pick<FoldedPartProps, 'links'> & Pick<TextPart, 'text'>) => {
  const words = text.replace(/^[\r\n]+|\s+$/g, '');
  return words === '' ? null : (
    <Paragraph dir="auto">
      <LinkedText text={words} links={links} />
    </Paragraph>
  );
};

/** @param folds and `links` to be warned of, of a mail as the server found them; notes have none */
export const FoldedText = ({
  text,
  folds = NO_FOLDS,
  links,
}: {
  readonly text: string;
  readonly folds?: readonly FoldView[];
  readonly links?: readonly DangerousLink[];
}) => {
  const parts = useMemo(() => partsOf(text, folds), [text, folds]);
  return (
    <Box>
      {parts.map((part, index) =>
        part.kind === 'written' ? (
          <WrittenPart key={index} text={part.text} links={links} />
        ) : (
          <FoldedPart key={index} kind={part.kind} text={part.text} links={links} />
        ),
      )}
    </Box>
  );
};

const NO_FOLDS: readonly FoldView[] = [];
