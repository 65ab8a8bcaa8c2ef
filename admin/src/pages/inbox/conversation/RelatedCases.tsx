/** Where a case comes from and where it is worked on: what it goes on from, and what was merged with it, with the way back. */
import { Box, Flex, Link, TextButton, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useUnmergeCaseMutation } from '../../../services/caseLife';
import { placePath, type CasePlace } from '../../../utils/paths';
import type { CaseDetail, CaseName } from '../../../../../server/src/api/contracts';

interface RelatedCasesProps {
  readonly detail: CaseDetail;
  readonly place: CasePlace;
}

/** Takes no room where there are none. */
export const RelatedCases = ({ detail, place }: RelatedCasesProps) => {
  const text = useText();
  const { previousCase, mergedInto, mergedCases, allowed } = detail;
  if (previousCase === null && mergedInto === null && mergedCases.length === 0) return null;
  return (
    <Box
      background={mergedInto === null ? 'neutral0' : 'warning100'}
      borderColor="neutral150"
      borderWidth="0 0 1px 0"
      borderStyle="solid"
      padding={2}
      paddingLeft={4}
      paddingRight={4}
    >
      <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
        {mergedInto && (
          <Related words={text('merge.merged-into')} related={mergedInto} place={place}>
            {allowed.work && <Unmerge caseId={detail.id} number={detail.number} />}
          </Related>
        )}
        {previousCase && <Related words={text('life.previous')} related={previousCase} place={place} />}
        {mergedCases.map((one) => (
          <Related key={one.id} words={text('merge.merged-here')} related={one} place={place}>
            {allowed.work && <Unmerge caseId={one.id} number={one.number} />}
          </Related>
        ))}
      </Flex>
    </Box>
  );
};

interface RelatedProps {
  readonly words: string;
  readonly related: CaseName;
  readonly place: CasePlace;
  readonly children?: React.ReactNode;
}

const Related = ({ words, related, place, children }: RelatedProps) => (
  <Flex tag="li" gap={2} wrap="wrap">
    <Typography variant="pi" textColor="neutral800">
      {words}
    </Typography>
    <Link tag={NavLink} to={placePath(place, related.id)}>
      {`#${related.number} ${related.subject}`}
    </Link>
    {children}
  </Flex>
);

const Unmerge = ({ caseId, number }: { readonly caseId: string; readonly number: number }) => {
  const text = useText();
  const report = useReport();
  const [unmerge, { isLoading }] = useUnmergeCaseMutation();
  const onClick = async (): Promise<void> => {
    const result = await unmerge(caseId);
    if ('error' in result && result.error !== undefined) return report.failure(result.error);
    report.success(text('merge.undone', { number }));
  };
  return (
    <TextButton
      aria-label={text('merge.undo-number', { number })}
      loading={isLoading}
      onClick={() => void onClick()}
    >
      {text('merge.undo')}
    </TextButton>
  );
};
