/** A mail in a list, which can be chosen. */
import { memo, type ReactNode } from 'react';
import { CaseNumber, Chip } from '../../../components/chips';
import { useText } from '../../../hooks/useText';
import { displayName } from '../../../utils/addresses';
import { isAutomatic } from '../../../utils/chips';
import { ChoosableRow } from './ChoosableRow';
import { HasAttachments } from './HasAttachments';
import { InboxRow } from './InboxRow';
import type { RowChoice } from './useSelection';
import type { EmailRow } from '../../../../../server/src/api/contracts';

export const EmailChips = ({ row }: { readonly row: EmailRow }) => {
  const text = useText();
  return (
    <>
      {isAutomatic(row.classification) && <Chip>{text(`classification.${row.classification}`)}</Chip>}
      {row.hasAttachments && <HasAttachments />}
      {row.account && <span className="row-note">{row.account.address}</span>}
    </>
  );
};

interface MailLineProps {
  readonly row: EmailRow & { readonly case?: { readonly number: number } | null };
  readonly to: string;
  readonly open: boolean;
  readonly chosen: boolean;
  readonly choice: RowChoice;
  /** in place of the mail's own */
  readonly snippet?: ReactNode;
  /** beside the link */
  readonly aside?: ReactNode;
}

export const MailLine = ({ row, to, open, chosen, choice, snippet, aside }: MailLineProps) => {
  const text = useText();
  return (
    <ChoosableRow
      id={row.id}
      label={text('sort.choose', { subject: row.subject || text('list.no-subject') })}
      chosen={chosen}
      choice={choice}
    >
      <InboxRow
        to={to}
        open={open}
        unread={row.unread}
        who={displayName(row.from)}
        subject={row.subject}
        snippet={snippet ?? row.snippet}
        at={row.date}
        chips={
          <>
            {row.case && <CaseNumber number={row.case.number} />}
            <EmailChips row={row} />
          </>
        }
      />
      {aside}
    </ChoosableRow>
  );
};

/** Drawn again only when something of this very row is another. */
export const PlainMailLine = memo(MailLine);
PlainMailLine.displayName = 'PlainMailLine';
