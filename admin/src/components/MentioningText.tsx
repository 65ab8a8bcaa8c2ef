/** Text of a note or post: links can be followed, names of those who are mentioned stand out, one's own most. */
import { useMemo } from 'react';
import { styled } from 'styled-components';
import { splitMentions } from '../utils/mentions';
import { LinkedText } from './LinkedText';
import type { AgentSummary, Me } from '../../../server/src/api/contracts';

const Paragraph = styled.div`
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[6]};
  color: ${({ theme }) => theme.colors.neutral800};
`;

const Mention = styled.strong<{ readonly $own: boolean }>`
  padding: 0 ${({ theme }) => theme.spaces[1]};
  border-radius: ${({ theme }) => theme.borderRadius};
  font-weight: ${({ theme }) => theme.fontWeights.semiBold};
  color: ${({ theme, $own }) => ($own ? theme.colors.neutral0 : theme.colors.primary700)};
  background: ${({ theme, $own }) => ($own ? theme.colors.primary600 : theme.colors.primary100)};
`;

interface MentioningTextProps {
  readonly text: string;
  readonly mentions: readonly AgentSummary[];
  readonly me: Me;
}

export const MentioningText = ({ text, mentions, me }: MentioningTextProps) => {
  const pieces = useMemo(
    () =>
      splitMentions(
        text,
        mentions.map(({ name }) => name),
      ),
    [text, mentions],
  );
  const isOwn = (words: string): boolean =>
    mentions.some(({ id, name }) => id === me.agent.id && words === `@${name}`);
  return (
    <Paragraph dir="auto">
      {pieces.map((piece, index) =>
        piece.mention ? (
          <Mention key={index} $own={isOwn(piece.text)}>
            {piece.text}
          </Mention>
        ) : (
          <LinkedText key={index} text={piece.text} />
        ),
      )}
    </Paragraph>
  );
};
