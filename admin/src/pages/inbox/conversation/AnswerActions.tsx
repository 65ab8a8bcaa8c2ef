/** Answers or forwards one mail of the stream, which need not be the newest. */
import { Flex, TextButton } from '@strapi/design-system';
import { useText } from '../../../hooks/useText';
import { useAskForAnswer } from '../composer/answer-requests';
import type { EmailView } from '../../../../../server/src/api/contracts';

export const AnswerActions = ({ email }: { readonly email: Pick<EmailView, 'id' | 'internal'> }) => {
  const text = useText();
  const ask = useAskForAnswer();
  if (ask === null || email.internal) return null;
  return (
    <Flex gap={4}>
      <TextButton onClick={() => ask({ kind: 'reply', emailId: email.id })}>
        {text('composer.reply')}
      </TextButton>
      <TextButton onClick={() => ask({ kind: 'forward', emailId: email.id })}>
        {text('composer.forward')}
      </TextButton>
    </Flex>
  );
};
