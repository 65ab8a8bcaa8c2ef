/** Why a case cannot be answered from here. */
import { Flex, Typography } from '@strapi/design-system';
import { Information } from '@strapi/icons';
import { useText } from '../../../hooks/useText';
import type { SendPermission } from '../../../../../server/src/api/contracts';

export const SendRefusalNotice = ({ send }: { readonly send: SendPermission }) => {
  const text = useText();
  return (
    <Flex gap={3} paddingTop={4} paddingBottom={2}>
      <Information aria-hidden fill="neutral600" width="1.6rem" height="1.6rem" style={{ flexShrink: 0 }} />
      <Typography>{text(`send-refusal.${send.allowed ? 'no-account' : send.code}`)}</Typography>
    </Flex>
  );
};
