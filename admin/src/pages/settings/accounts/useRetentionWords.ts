/** What rules delete, or have deleted, in words: how many of each part, and their bytes. */
import { useIntl } from 'react-intl';
import type { RetentionCounts } from '../../../../../server/src/api/contracts';
import { RETENTION_STAGES } from '../../../../../server/src/domain/retention';
import { fileSize } from '../../../utils/fileSize';
import { useText } from '../texts';

export function useRetentionWords(): (counts: RetentionCounts) => string {
  const t = useText();
  const { formatNumber, formatList } = useIntl();
  return (counts) => {
    const said = RETENTION_STAGES.filter((stage) => counts[stage] > 0).map((stage) =>
      t(`keeping.count.${stage}`, { count: counts[stage] }),
    );
    if (said.length === 0) return t('keeping.nothing');
    const { value, unit } = fileSize(counts.bytes);
    const unitDisplay = unit === 'byte' ? 'long' : 'short';
    const size = formatNumber(value, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 });
    return `${formatList(said)} (${size})`;
  };
}
