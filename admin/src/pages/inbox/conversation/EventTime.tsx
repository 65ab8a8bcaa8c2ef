/** When an event is: in the reader's language and zone, and in the zone it was written for where that says otherwise. */
import { useIntl, type FormatDateOptions } from 'react-intl';
import { useMailText } from '../../../hooks/useMailText';
import { eventSpan, isKnownZone } from '../../../utils/invitations';
import type { Invitation } from '../../../../../server/src/api/contracts';

/** Tells from when to when; in the reader's own zone where none is given. */
function useRange() {
  const { formatDate, formatDateTimeRange } = useIntl();
  return (from: string, to: string | null, zone: string | null, withTime: boolean): string => {
    const style: FormatDateOptions = {
      dateStyle: 'full',
      timeStyle: withTime ? 'short' : undefined,
      timeZone: zone ?? undefined,
    };
    return to === null || to === from
      ? formatDate(from, style)
      : formatDateTimeRange(new Date(from), new Date(to), style);
  };
}

export const EventTime = ({ invitation }: { readonly invitation: Invitation }) => {
  const text = useMailText();
  const range = useRange();
  const span = eventSpan(invitation);
  if (span.kind === 'unknown') return <>{text('calendar.when-unknown')}</>;
  if (span.kind === 'days')
    return <>{text('calendar.all-day', { days: range(span.first, span.last, 'UTC', false) })}</>;
  const { start, end, floating } = span;
  if (floating) return <>{text('calendar.floating', { time: range(start, end, 'UTC', true) })}</>;
  const own = range(start, end, null, true);
  const there = zoneWords(invitation.timeZone ?? '');
  return (
    <>
      <time dateTime={start}>{own}</time>
      {there && (
        <>
          <br />
          {there}
        </>
      )}
    </>
  );

  /** Null where the zone says nothing else than the reader's clock. */
  function zoneWords(zone: string): string | null {
    if (zone === 'UTC') return null;
    if (!isKnownZone(zone)) return text('calendar.of-zone', { zone });
    const time = range(start, end, zone, true);
    return time === own ? null : text('calendar.in-zone', { time, zone });
  }
};
