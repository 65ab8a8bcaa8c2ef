/** Who wrote the mail inside a forwarded one, as the forward says it; nobody vouches for it. */
import { Typography } from '@strapi/design-system';
import { useText } from '../../../hooks/useText';
import { displayName } from '../../../utils/addresses';
import type { ForwardedView } from '../../../../../server/src/api/contracts';

export const ForwardedFrom = ({ forwarded }: { readonly forwarded: ForwardedView }) => {
  const text = useText();
  if (forwarded.from === null) return null;
  const { from, date, subject } = forwarded;
  const address = from.address === '' || from.name === '' ? '' : ` <${from.address}>`;
  return (
    <Typography variant="pi" textColor="neutral600" dir="auto" title={subject ?? undefined}>
      {text(date === null ? 'message.forwarded' : 'message.forwarded.dated', {
        sender: `${displayName(from)}${address}`,
        date: date ?? '',
      })}
    </Typography>
  );
};
