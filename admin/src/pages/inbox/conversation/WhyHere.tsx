/** Why a case is as it is, in words: how it was opened, why its newest mail is in it, what filters did, who has it and why. */
import { useMemo } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { ReasonText } from '../../../components/ReasonText';
import { useText, type TextKey } from '../../../hooks/useText';
import { reasonsOf, type WhyKind } from '../../../utils/whyHere';
import type { CaseDetail, TimelineEntry } from '../../../../../server/src/api/contracts';

const LABELS = {
  opened: 'why.opened',
  newest: 'why.newest',
  filters: 'why.filters',
  assigned: 'why.assigned',
  answer: 'why.answer',
} as const satisfies Record<WhyKind, TextKey>;

interface WhyHereProps {
  readonly detail: CaseDetail;
  readonly entries: readonly TimelineEntry[];
}

export const WhyHere = ({ detail, entries }: WhyHereProps) => {
  const text = useText();
  const { assignmentReason } = detail;
  const reasons = useMemo(() => reasonsOf(entries, assignmentReason), [entries, assignmentReason]);
  return (
    <Flex tag="dl" direction="column" alignItems="stretch" gap={1}>
      {reasons.map(({ kind, why }) => (
        <div key={kind}>
          <Typography tag="dt" variant="pi" textColor="neutral600">
            {text(LABELS[kind])}
          </Typography>
          <Typography tag="dd" variant="pi" style={{ overflowWrap: 'anywhere' }}>
            {why.kind === 'reason' ? <ReasonText reason={why.reason} /> : why.names.join(', ')}
          </Typography>
        </div>
      ))}
    </Flex>
  );
};
