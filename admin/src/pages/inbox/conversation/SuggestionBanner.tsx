/** The case that a mail may belong to, why, and one button that puts it there. */
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Information } from '@strapi/icons';
import { ReasonText } from '../../../components/ReasonText';
import { useMailText } from '../../../hooks/useMailText';
import { useMoving } from './moving';
import type { EmailView } from '../../../../../server/src/api/contracts';

interface SuggestionBannerProps {
  readonly emailId: string;
  readonly suggestion: NonNullable<EmailView['suggestion']>;
}

export const SuggestionBanner = ({ emailId, suggestion }: SuggestionBannerProps) => {
  const text = useMailText();
  const moving = useMoving();
  const { number, subject } = suggestion.case;
  return (
    <Box background="secondary100" borderColor="secondary200" hasRadius padding={3}>
      <Flex gap={3} wrap="wrap">
        <Information aria-hidden fill="secondary600" width="1.6rem" height="1.6rem" />
        <Flex direction="column" alignItems="flex-start" flex="1" minWidth="20rem">
          <Typography fontWeight="bold" dir="auto" style={{ overflowWrap: 'anywhere' }}>
            {text('move.suggestion', { number, subject })}
          </Typography>
          <Typography variant="pi" textColor="neutral700">
            <ReasonText reason={suggestion.reason} />
          </Typography>
        </Flex>
        {moving && (
          <Button
            size="S"
            variant="secondary"
            loading={moving.busy}
            onClick={() => void moving.move(emailId, suggestion.case)}
          >
            {text('move.to-suggested', { number })}
          </Button>
        )}
      </Flex>
    </Box>
  );
};
