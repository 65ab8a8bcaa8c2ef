/** The mails in quarantine as a table. */
import { Dialog, Flex, IconButton, Td, Tr, Typography } from '@strapi/design-system';
import { Archive, ArrowClockwise } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { type ComponentProps, useState } from 'react';
import type { FiledByHand, QuarantinedMail } from '../../../../../server/src/api/contracts';
import { FileSize } from '../../../components/FileSize';
import { RelativeTime } from '../../../components/RelativeTime';
import { useReport } from '../../../hooks/useReport';
import { useFileQuarantinedMutation, useRetryQuarantinedMutation } from '../../../services/settings';
import { SettingsTable } from '../components/SettingsTable';
import { useText } from '../texts';
import { SourceButton } from './SourceButton';

export const QuarantineTable = ({ mails }: { readonly mails: readonly QuarantinedMail[] }) => {
  const t = useText();
  return (
    <SettingsTable
      columns={[
        t('settings.quarantine.mail'),
        t('settings.quarantine.reason'),
        t('settings.quarantine.account'),
        t('settings.quarantine.size'),
        t('settings.quarantine.tries'),
        t('settings.quarantine.date'),
      ]}
      hasActions
    >
      {mails.map((mail) => (
        <MailRow key={mail.id} mail={mail} />
      ))}
    </SettingsTable>
  );
};

interface MailRowProps extends Omit<ComponentProps<typeof Tr>, 'children'> {
  readonly mail: QuarantinedMail;
}

/** The table gives its rows their place in the grid, without which the keyboard would not find their cells. */
const MailRow = ({ mail, ...place }: MailRowProps) => {
  const t = useText();
  const subject = mail.subject === '' ? t('settings.quarantine.no-subject') : mail.subject;
  return (
    <Tr {...place}>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="28rem">
          <Typography ellipsis maxWidth="100%" fontWeight="semiBold" textColor="neutral800" title={subject}>
            <bdi>{subject}</bdi>
          </Typography>
          <Typography ellipsis maxWidth="100%" variant="pi" textColor="neutral600" title={mail.from}>
            <bdi>{mail.from === '' ? t('settings.quarantine.no-sender') : mail.from}</bdi>
          </Typography>
        </Flex>
      </Td>
      <Td>
        <Typography
          tag="p"
          textColor="neutral800"
          style={{ minWidth: '16rem', maxWidth: '28rem', whiteSpace: 'normal' }}
        >
          <QuarantineReason code={mail.reason} />
        </Typography>
        {mail.detail !== '' && (
          <Typography
            tag="p"
            variant="pi"
            textColor="neutral600"
            style={{ maxWidth: '28rem', whiteSpace: 'normal', overflowWrap: 'anywhere' }}
          >
            <bdi>{mail.detail}</bdi>
          </Typography>
        )}
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <Typography textColor="neutral800">{mail.accountName}</Typography>
          <Typography variant="pi" textColor="neutral600">
            {t('settings.quarantine.place', { folder: mail.folder, uid: String(mail.uid) })}
          </Typography>
        </Flex>
      </Td>
      <Td>
        <FileSize bytes={mail.size} />
      </Td>
      <Td>
        <Typography textColor="neutral800">{mail.tries}</Typography>
      </Td>
      <Td>
        <Typography textColor="neutral800">
          <RelativeTime at={mail.quarantinedAt} />
        </Typography>
      </Td>
      <Td>
        <MailActions mail={mail} subject={subject} />
      </Td>
    </Tr>
  );
};

const REASONS = [
  'empty',
  'too-large',
  'header-too-large',
  'too-many-parts',
  'malformed',
  'timeout',
  'crashed',
  'undelivered',
] as const;

/** In plain words where the code is known; a code of a newer server is shown as it is. */
const QuarantineReason = ({ code }: { readonly code: string }) => {
  const t = useText();
  const known = REASONS.find((reason) => reason === code);
  return <>{known === undefined ? code : t(`settings.quarantine.reason.${known}`)}</>;
};

const MailActions = ({ mail, subject }: { readonly mail: QuarantinedMail; readonly subject: string }) => {
  const t = useText();
  const report = useReport();
  const [retry, { isLoading }] = useRetryQuarantinedMutation();
  const tryAgain = async () => {
    const result = await retry(mail.id);
    if ('error' in result) report.failure(result.error);
    else if (result.data.filed) report.success(t('settings.quarantine.filed'));
    else report.warning(t('settings.quarantine.not-filed'));
  };
  return (
    <Flex justifyContent="flex-end" gap={1}>
      <SourceButton mail={mail} subject={subject} />
      <IconButton
        label={t('settings.quarantine.retry', { subject })}
        variant="ghost"
        disabled={isLoading}
        onClick={() => void tryAgain()}
      >
        <ArrowClockwise />
      </IconButton>
      <FileByHandButton mail={mail} subject={subject} />
    </Flex>
  );
};

function filedWords(t: ReturnType<typeof useText>, filed: FiledByHand): string {
  if (filed.leftOutBy !== null) return t('settings.quarantine.filed-not', { filter: filed.leftOutBy });
  return filed.case === null
    ? t('settings.quarantine.filed-by-hand')
    : t('settings.quarantine.filed-in-case', { number: filed.case.number });
}

/** Files what can be read of a mail that cannot be read as a whole, after asking. */
const FileByHandButton = ({
  mail,
  subject,
}: {
  readonly mail: QuarantinedMail;
  readonly subject: string;
}) => {
  const t = useText();
  const report = useReport();
  const [file] = useFileQuarantinedMutation();
  const [asking, setAsking] = useState(false);
  const label = t('settings.quarantine.file', { subject });
  const confirm = async () => {
    const result = await file(mail.id);
    setAsking(false);
    if ('error' in result) report.failure(result.error);
    else report.success(filedWords(t, result.data));
  };
  return (
    <Dialog.Root open={asking} onOpenChange={setAsking}>
      <Dialog.Trigger>
        <IconButton label={label} variant="ghost">
          <Archive />
        </IconButton>
      </Dialog.Trigger>
      <ConfirmDialog
        title={label}
        icon={<Archive fill="neutral600" width="2rem" height="2rem" />}
        variant="default"
        onConfirm={confirm}
      >
        {t('settings.quarantine.file-question')}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
