/** The fifth step: what is done with the mail that is there already, told how much it is. */
import { Notice } from '../../components/Notice';
import { useText } from '../../texts';
import { HistorySection } from '../HistorySection';
import { useAccountForm } from '../useAccountForm';
import { foundFolders, mailsIn } from './wizard';
import type { WizardProps } from './wizard-props';

export const HistoryStep = ({ kind, state }: WizardProps) => {
  const t = useText();
  const { values } = useAccountForm();
  const mails = mailsIn(foundFolders(state.check), values.folders);
  return (
    <>
      {mails !== null && <Notice tone="info">{t('wizard.history.holds', { count: mails })}</Notice>}
      <HistorySection canOpenCases={kind === 'group' && values.createCase} isNew />
    </>
  );
};
