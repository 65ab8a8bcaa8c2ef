/** Plain text in which web and mail addresses can be followed. */
import { useMemo } from 'react';
import { styled } from 'styled-components';
import { findLinks } from '../utils/links';

const TextLink = styled.a`
  color: ${({ theme }) => theme.colors.primary600};
`;

export const LinkedText = ({ text }: { readonly text: string }) => {
  const pieces = useMemo(() => findLinks(text), [text]);
  return (
    <>
      {pieces.map(({ text: piece, href }, index) =>
        href === null ? (
          piece
        ) : (
          <TextLink key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {piece}
          </TextLink>
        ),
      )}
    </>
  );
};
