/** What a case is about. */
import { SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useChangeCaseMutation } from '../../../services/cases';
import { CASE_TYPES, type CaseType } from '../../../../../server/src/domain/case-state';
import type { CaseDetail } from '../../../../../server/src/api/contracts';

/** A select has no empty value. */
const NONE = 'none';

export const TypeSelect = ({ detail }: { readonly detail: CaseDetail }) => {
  const text = useText();
  const report = useReport();
  const [change, { isLoading }] = useChangeCaseMutation();
  const words = (type: CaseType): string => text(`type.${type === '' ? NONE : type}`);
  if (!detail.allowed.work) return <Typography>{words(detail.type)}</Typography>;
  const set = async (type: CaseType): Promise<void> => {
    const result = await change({ caseId: detail.id, change: { type } });
    if ('error' in result && result.error !== undefined) report.failure(result.error);
  };
  return (
    <SingleSelect
      size="S"
      aria-label={text('type.title')}
      value={detail.type === '' ? NONE : detail.type}
      disabled={isLoading}
      onChange={(value) => void set(CASE_TYPES.find((type) => type === value) ?? '')}
    >
      {CASE_TYPES.map((type) => (
        <SingleSelectOption key={type} value={type === '' ? NONE : type}>
          {words(type)}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};
