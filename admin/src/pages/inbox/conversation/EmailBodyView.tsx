/** What an open mail says, and answering to a part of it: words that are selected in a text can be quoted. */
import { useRef, useState } from 'react';
import { Box, Button, Flex, TextButton } from '@strapi/design-system';
import { FoldedText } from '../../../components/FoldedText';
import { MessageFrame } from '../../../components/MessageFrame';
import { useSelectedWords } from '../../../hooks/useSelectedWords';
import { useText } from '../../../hooks/useText';
import { isUnreadable } from '../../../utils/protection';
import { useAskForAnswer } from '../composer/answer-requests';
import { UnreadableMail } from './ProtectionMarks';
import type { EmailBody, EmailView } from '../../../../../server/src/api/contracts';

interface EmailBodyViewProps {
  readonly email: EmailView;
  readonly body: EmailBody;
}

const PlainText = ({ email, body }: EmailBodyViewProps) => {
  const text = useText();
  const ask = useAskForAnswer();
  const element = useRef<HTMLDivElement>(null);
  const selected = useSelectedWords(element);
  const mayAnswer = ask !== null && !email.internal;
  return (
    <div>
      <div ref={element}>
        <FoldedText text={body.text} folds={body.folds} links={body.links} />
      </div>
      {mayAnswer && selected !== '' && (
        <Box paddingTop={2}>
          <Button
            size="S"
            variant="secondary"
            // Pressing it must not take the selection away first.
            onMouseDown={(event: React.MouseEvent) => event.preventDefault()}
            onClick={() => {
              document.getSelection()?.removeAllRanges();
              ask({ kind: 'reply', emailId: email.id, quote: selected });
            }}
          >
            {text('quote.in-reply')}
          </Button>
        </Box>
      )}
    </div>
  );
};

export const EmailBodyView = ({ email, body }: EmailBodyViewProps) => {
  const text = useText();
  const [asText, setAsText] = useState(false);
  // Takes the place of a text that nobody can read.
  if (isUnreadable(email.encrypted, body)) return <UnreadableMail />;
  if (body.html === null) return <PlainText email={email} body={body} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {asText ? (
        <PlainText email={email} body={body} />
      ) : (
        <MessageFrame html={body.html} links={body.links} email={email} source={email} />
      )}
      {body.text.trim() !== '' && (
        <TextButton onClick={() => setAsText(!asText)}>
          {text(asText ? 'message.as-written' : 'message.as-text')}
        </TextButton>
      )}
    </Flex>
  );
};
