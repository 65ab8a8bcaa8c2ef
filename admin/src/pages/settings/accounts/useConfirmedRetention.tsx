/** Asks before rules are saved that delete mail which was kept until now, and says how much that is. */
import { Dialog, Flex, Typography } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { type ReactNode, useState } from 'react';
import type { RetentionPreview, RetentionRules } from '../../../../../server/src/api/contracts';
import { isStricter, KEEP_EVERYTHING } from '../../../../../server/src/domain/retention';
import { usePreviewRetentionMutation } from '../../../services/keeping';
import { useText } from '../texts';
import { RetentionOutlook } from './RetentionOutlook';

interface Question {
  /** null: a new account, which has no mail, or it cannot be told */
  readonly outlook: RetentionPreview | null;
  readonly answer: (isWanted: boolean) => void;
}

/** @param stored the account whose rules are changed; null: a new one */
export function useConfirmedRetention(
  stored: { readonly id: string; readonly retention: RetentionRules } | null,
): { readonly confirm: (rules: RetentionRules) => Promise<boolean>; readonly dialog: ReactNode } {
  const t = useText();
  const [preview] = usePreviewRetentionMutation();
  const [question, setQuestion] = useState<Question | null>(null);

  const confirm = async (rules: RetentionRules): Promise<boolean> => {
    if (!isStricter(stored?.retention ?? KEEP_EVERYTHING, rules)) return true;
    const result = stored === null ? null : await preview({ id: stored.id, rules });
    const outlook = result === null || 'error' in result ? null : result.data;
    return new Promise((resolve) => {
      setQuestion({
        outlook,
        answer: (isWanted) => {
          setQuestion(null);
          resolve(isWanted);
        },
      });
    });
  };

  const dialog = question !== null && (
    <Dialog.Root open onOpenChange={(open) => !open && question.answer(false)}>
      <ConfirmDialog title={t('keeping.confirm-title')} onConfirm={() => question.answer(true)}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Typography tag="p">{t('keeping.confirm')}</Typography>
          {question.outlook !== null && <RetentionOutlook outlook={question.outlook} />}
        </Flex>
      </ConfirmDialog>
    </Dialog.Root>
  );
  return { confirm, dialog };
}
