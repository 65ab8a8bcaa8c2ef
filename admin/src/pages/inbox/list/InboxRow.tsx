/**
 * One row of a list: who, about what, when, and whatever the list adds in the last line; or all of it in one line.
 * Plain elements, for a list draws many of them: how they look is in row-styles, where they lead is followed by RowList.
 */
import type { CSSProperties, ReactNode } from 'react';
import { RelativeTime } from '../../../components/RelativeTime';
import { useText } from '../../../hooks/useText';
import { useRowSetting } from './row-setting';
import type { Timestamp } from '../../../../../server/src/api/contracts';

export interface InboxRowProps {
  readonly to: string;
  readonly open: boolean;
  readonly unread: boolean;
  readonly who: string;
  /** mails in the conversation; one is not worth a number */
  readonly count?: number;
  readonly subject: string;
  /** empty, or a line of the text */
  readonly snippet: ReactNode;
  readonly at: Timestamp;
  readonly chips: ReactNode;
  /** of the team whose it is, as a line at the side */
  readonly color?: string | undefined;
}

const Who = ({ unread, who, count = 1 }: Pick<InboxRowProps, 'unread' | 'who' | 'count'>) => {
  const text = useText();
  return (
    <span className="row-who" data-unread={unread || undefined} dir="auto">
      {unread && <span className="row-hidden">{text('list.unread')}</span>}
      {who}
      {count > 1 && (
        <>
          <span aria-hidden> · {count}</span>
          <span className="row-hidden">{text('list.mails', { count })}</span>
        </>
      )}
    </span>
  );
};

export const InboxRow = ({ to, open, unread, who, count = 1, color, ...row }: InboxRowProps) => {
  const text = useText();
  const { density, hrefOf } = useRowSetting();
  const isCompact = density === 'compact';
  const hint = isCompact && typeof row.snippet === 'string' ? row.snippet : undefined;
  const time = (
    <span className="row-time">
      <RelativeTime at={row.at} />
    </span>
  );
  const chips = <span className="row-chips">{row.chips}</span>;
  return (
    <a
      className="row-link"
      href={hrefOf(to)}
      data-inbox-row={to}
      aria-current={open || undefined}
      title={hint}
      // A row can be dragged, its link alone would carry its address.
      draggable={false}
      style={color === undefined ? undefined : ({ '--row-color': color } as CSSProperties)}
    >
      <Who unread={unread} who={who} count={count} />
      {!isCompact && time}
      <span className="row-subject" data-unread={unread || undefined} dir="auto">
        {row.subject || text('list.no-subject')}
      </span>
      {!isCompact && row.snippet && (
        <span className="row-snippet" dir="auto">
          {row.snippet}
        </span>
      )}
      {chips}
      {isCompact && time}
    </a>
  );
};
