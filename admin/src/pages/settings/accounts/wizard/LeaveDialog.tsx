/** Asks before what was entered is left; where an account was stored to sign in, whether it is kept. */
import { Button, Dialog, Flex } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useState } from 'react';
import { useBlocker } from 'react-router-dom';
import { useReport } from '../../../../hooks/useReport';
import { type AccountRef, useDeleteAccountMutation } from '../../../../services/settings';
import { useText } from '../../texts';

interface LeaveDialogProps {
  /** asked when somebody is about to go somewhere else */
  readonly isUnfinished: () => boolean;
  /** null: nothing is stored */
  readonly stored: AccountRef | null;
}

export const LeaveDialog = ({ isUnfinished, stored }: LeaveDialogProps) => {
  const t = useText();
  const report = useReport();
  const [deleteAccount] = useDeleteAccountMutation();
  const [discarding, setDiscarding] = useState(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && isUnfinished(),
  );
  const discard = async () => {
    if (stored === null) return blocker.proceed?.();
    setDiscarding(true);
    const result = await deleteAccount(stored);
    setDiscarding(false);
    if ('error' in result) return report.failure(result.error);
    blocker.proceed?.();
  };
  return (
    <Dialog.Root open={blocker.state === 'blocked'} onOpenChange={(open) => !open && blocker.reset?.()}>
      <Dialog.Content>
        <Dialog.Header>{t('wizard.leave.title')}</Dialog.Header>
        <Dialog.Body icon={<WarningCircle width="24px" height="24px" fill="danger600" />}>
          {t(stored === null ? 'wizard.leave.nothing-stored' : 'wizard.leave.stored')}
        </Dialog.Body>
        <Dialog.Footer>
          <Flex direction="column" alignItems="stretch" gap={2} width="100%">
            <Dialog.Cancel>
              <Button variant="tertiary" fullWidth>
                {t('wizard.leave.stay')}
              </Button>
            </Dialog.Cancel>
            {stored !== null && (
              <Button variant="secondary" fullWidth onClick={() => blocker.proceed?.()}>
                {t('wizard.leave.keep')}
              </Button>
            )}
            <Button variant="danger-light" fullWidth loading={discarding} onClick={() => void discard()}>
              {t('wizard.leave.discard')}
            </Button>
          </Flex>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
};
