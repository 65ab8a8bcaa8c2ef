/** Why something is as it is, in the reader's language. The server gives a code and its parameters. */
import { useText } from '../hooks/useText';
import type { Reason } from '../../../server/src/api/contracts';

export const ReasonText = ({ reason }: { readonly reason: Reason }) => {
  const text = useText();
  return <>{text(`reason.${reason.code}`, reason.params)}</>;
};
