/** Why a mail that was to go out is a draft again. */
import { Flex } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { ReasonText } from '../../../components/ReasonText';
import type { Reason } from '../../../../../server/src/api/contracts';

export const HeldNotice = ({ reason }: { readonly reason: Reason | null }) =>
  reason && (
    <Flex gap={2} padding={3} background="warning100" borderColor="warning200" hasRadius role="note">
      <WarningCircle aria-hidden fill="warning600" width="1.6rem" style={{ flexShrink: 0 }} />
      <ReasonText reason={reason} />
    </Flex>
  );
