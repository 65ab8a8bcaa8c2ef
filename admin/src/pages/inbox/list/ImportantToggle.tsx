/** The star beside a mail of one's own lists. */
import { Star } from '@strapi/icons';
import { styled } from 'styled-components';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useMarkMailsMutation } from '../../../services/inbox';
import type { InboxRow } from '../../../../../server/src/api/contracts';

/** Full or an outline: the mark is not told by colour alone. */
const Mark = styled(Star)<{ readonly $set: boolean }>`
  && path {
    fill: ${({ theme, $set }) => ($set ? theme.colors.warning600 : 'transparent')};
    stroke: ${({ theme, $set }) => ($set ? theme.colors.warning600 : theme.colors.neutral500)};
    stroke-width: 2px;
  }
`;

/** Says whether a mail is marked as important, and changes it. */
export const ImportantToggle = ({ row }: { readonly row: Pick<InboxRow, 'id' | 'important'> }) => {
  const text = useText();
  const report = useReport();
  const [mark, { isLoading }] = useMarkMailsMutation();
  const toggle = async (): Promise<void> => {
    const result = await mark({ ids: [row.id], mark: row.important ? 'not-important' : 'important' });
    if ('error' in result) report.failure(result.error);
  };
  const label = text(row.important ? 'sort.not-important' : 'sort.important');
  return (
    <button
      type="button"
      className="row-icon"
      aria-label={label}
      title={label}
      disabled={isLoading}
      aria-pressed={row.important}
      onClick={() => void toggle()}
    >
      <Mark $set={row.important} />
    </button>
  );
};
