/** How long ago something was; the exact moment is in the title and for machines. */
import { useIntl } from 'react-intl';
import { useNow } from '../hooks/useNow';
import { chooseRelativeTime } from '../utils/time';
import type { Timestamp } from '../../../server/src/api/contracts';

export const RelativeTime = ({ at }: { readonly at: Timestamp }) => {
  const intl = useIntl();
  const moment = new Date(at);
  const choice = chooseRelativeTime(moment, new Date(useNow()));
  return (
    <time
      dateTime={moment.toISOString()}
      title={intl.formatDate(moment, { dateStyle: 'full', timeStyle: 'short' })}
    >
      {choice.kind === 'absolute'
        ? intl.formatDate(moment, { dateStyle: 'medium' })
        : intl.formatRelativeTime(choice.value, choice.unit, { numeric: 'auto', style: 'short' })}
    </time>
  );
};
