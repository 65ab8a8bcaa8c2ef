/** A case of which nothing is to be deleted: marking it so, releasing it, and who has held it since when. */
import { useState } from 'react';
import { Box, Dialog, Menu, Typography } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { Chip } from '../../../components/chips';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useHoldCaseMutation, useReleaseCaseMutation } from '../../../services/caseLife';
import type { CaseDetail } from '../../../../../server/src/api/contracts';

/** Says who holds a case and since when. */
export function useHeldWords(): (held: NonNullable<CaseDetail['held']>) => string {
  const text = useText();
  const { formatDate } = useIntl();
  return ({ since, by }) => {
    const date = formatDate(since, { dateStyle: 'long' });
    return by === null ? text('hold.state-nobody', { date }) : text('hold.state', { agent: by.name, date });
  };
}

export const HeldChip = ({ held }: Pick<CaseDetail, 'held'>) => {
  const text = useText();
  return held && <Chip variant="warning">{text('hold.chip')}</Chip>;
};

export const HeldNotice = ({ held }: Pick<CaseDetail, 'held'>) => {
  const words = useHeldWords();
  if (held === null) return null;
  return (
    <Box tag="p" paddingTop={2}>
      <Typography variant="pi" textColor="neutral600">
        {words(held)}
      </Typography>
    </Box>
  );
};

interface HoldItemProps {
  readonly detail: CaseDetail;
  /** asks before the case is released */
  readonly onRelease: () => void;
}

/** Shows nothing where the agent may not hold the case. */
export const HoldItem = ({ detail, onRelease }: HoldItemProps) => {
  const text = useText();
  const report = useReport();
  const [hold] = useHoldCaseMutation();
  if (!detail.allowed.hold) return null;
  const onHold = async (): Promise<void> => {
    const result = await hold(detail.id);
    if ('error' in result) report.failure(result.error);
    else report.success(text('hold.done', { number: detail.number }));
  };
  return detail.held === null ? (
    <Menu.Item onSelect={() => void onHold()}>{text('hold.action')}</Menu.Item>
  ) : (
    <Menu.Item onSelect={onRelease}>{text('hold.release')}</Menu.Item>
  );
};

interface ReleaseCaseProps {
  readonly detail: CaseDetail;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export const ReleaseCase = ({ detail, open, onOpenChange }: ReleaseCaseProps) => {
  const text = useText();
  const report = useReport();
  const [busy, setBusy] = useState(false);
  const [release] = useReleaseCaseMutation();
  const confirm = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const result = await release(detail.id).finally(() => setBusy(false));
    onOpenChange(false);
    if ('error' in result) report.failure(result.error);
    else report.success(text('hold.released', { number: detail.number }));
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <ConfirmDialog title={text('hold.release-title', { number: detail.number })} onConfirm={confirm}>
        {text('hold.release-explained')}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
