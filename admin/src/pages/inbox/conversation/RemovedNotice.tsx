/** What was deleted of a mail while the mail itself was kept, when, and by whose rule. */
import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useText } from '../../../hooks/useText';
import type { EmailView } from '../../../../../server/src/api/contracts';

export const RemovedNotice = ({ email }: { readonly email: Pick<EmailView, 'removed'> }) => {
  const text = useText();
  const { formatDate, formatList } = useIntl();
  if (email.removed === null) return null;
  const { parts, at, by } = email.removed;
  const values = {
    what: formatList(parts.map((part) => text(`removed.${part}`))),
    date: formatDate(at, { dateStyle: 'long' }),
  };
  return (
    <Typography tag="p" variant="pi" textColor="neutral600">
      {by === null ? text('removed.for-person', values) : text('removed.by-rule', { ...values, account: by })}
    </Typography>
  );
};
