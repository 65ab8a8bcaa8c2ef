/** What a part of the page shows instead of its content: loading, nothing there, refused, failed. */
import { Box, Button, EmptyStateLayout, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, WarningCircle } from '@strapi/icons';
import { EmptyDocuments, EmptyPermissions } from '@strapi/icons/symbols';
import { keyframes, styled } from 'styled-components';
import { useReport, type Report } from '../hooks/useReport';
import { useText } from '../hooks/useText';

type Failure = Parameters<Report['explain']>[0];

const statusOf = (error: Failure): number | undefined =>
  'status' in error && typeof error.status === 'number' ? error.status : undefined;

export const EmptyState = ({
  content,
  action,
}: {
  readonly content: string;
  readonly action?: React.ReactNode;
}) => (
  <EmptyStateLayout icon={<EmptyDocuments width="12rem" />} content={content} action={action} shadow="none" />
);

/** Says why something cannot be shown; offers another try where that may help. */
export const FailureState = ({
  error,
  onRetry,
}: {
  readonly error: Failure;
  readonly onRetry: () => void;
}) => {
  const text = useText();
  const { explain } = useReport();
  const status = statusOf(error);
  if (status === 403) {
    return (
      <EmptyStateLayout
        icon={<EmptyPermissions width="12rem" />}
        content={text('error.forbidden')}
        shadow="none"
      />
    );
  }
  if (status === 404) return <EmptyState content={text('error.not-found')} />;
  return (
    <Flex role="alert" direction="column" gap={3} padding={6}>
      <WarningCircle fill="danger600" width="3.2rem" height="3.2rem" />
      <Typography textAlign="center">{text('error.load')}</Typography>
      <Typography textAlign="center" variant="pi" textColor="neutral600">
        {explain(error)}
      </Typography>
      <Button variant="tertiary" startIcon={<ArrowClockwise />} onClick={onRetry}>
        {text('action.retry')}
      </Button>
    </Flex>
  );
};

const pulse = keyframes`
  from { opacity: 1; }
  to { opacity: 0.4; }
`;

const Bar = styled(Box)`
  height: 1.2rem;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral150};
  @media (prefers-reduced-motion: no-preference) {
    animation: ${pulse} 0.9s ease-in-out infinite alternate;
  }
`;

const WIDTHS = ['45%', '80%', '95%'];

/** Grey bars in the shape of what is being loaded. */
export const Skeleton = ({ blocks, label }: { readonly blocks: number; readonly label: string }) => (
  <Box role="status" aria-label={label} aria-busy>
    {Array.from({ length: blocks }, (_, block) => (
      <Flex key={block} direction="column" alignItems="stretch" gap={2} padding={4}>
        {WIDTHS.map((width) => (
          <Bar key={width} style={{ width }} />
        ))}
      </Flex>
    ))}
  </Box>
);
