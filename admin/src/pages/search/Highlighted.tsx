/** A piece of text around what was found, with what was found marked. */
import { Fragment } from 'react';
import { styled } from 'styled-components';
import type { SnippetPart } from '../../../../server/src/api/contracts';

/** Told by its weight too, not by its colour alone. */
const Mark = styled.mark`
  border-radius: 2px;
  background: ${({ theme }) => theme.colors.warning100};
  color: ${({ theme }) => theme.colors.neutral900};
  font-weight: ${({ theme }) => theme.fontWeights.semiBold};
`;

export const Highlighted = ({ parts }: { readonly parts: readonly SnippetPart[] }) => (
  <>
    {parts.map((part, index) =>
      part.hit ? <Mark key={index}>{part.text}</Mark> : <Fragment key={index}>{part.text}</Fragment>,
    )}
  </>
);
