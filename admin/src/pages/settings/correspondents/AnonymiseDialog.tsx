/** Removes a person's data: says what there is, wants the address typed, and tells what came of it. */
import { Box, Button, Field, Flex, Modal, Textarea, TextInput, Typography } from '@strapi/design-system';
import { type FormEvent, useEffect, useState } from 'react';
import type { PersonPreview } from '../../../../../server/src/api/contracts';
import { useReport } from '../../../hooks/useReport';
import {
  useBeginAnonymisationMutation,
  useGetAnonymisationQuery,
  usePreviewPersonMutation,
} from '../../../services/keeping';
import { Notice } from '../components/Notice';
import { useText } from '../texts';
import { AnonymisationProgress } from './AnonymisationProgress';
import type { Editing } from './CorrespondentDialog';

interface AnonymiseDialogProps extends Editing {
  readonly onClose: () => void;
}

export const AnonymiseDialog = ({ correspondent, opener, onClose }: AnonymiseDialogProps) => {
  const t = useText();
  const [runId, setRunId] = useState<string | null>(null);
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content
        onCloseAutoFocus={(event: Event) => {
          event.preventDefault();
          opener.focus();
        }}
      >
        <Modal.Header>
          <Modal.Title>{t('anonymise.title', { address: correspondent.address })}</Modal.Title>
        </Modal.Header>
        {runId === null ? (
          <Question id={correspondent.id} address={correspondent.address} onBegun={setRunId} />
        ) : (
          <Running id={runId} />
        )}
      </Modal.Content>
    </Modal.Root>
  );
};

const addressesIn = (text: string): readonly string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

interface QuestionProps {
  readonly id: string;
  readonly address: string;
  readonly onBegun: (runId: string) => void;
}

const Question = ({ id, address, onBegun }: QuestionProps) => {
  const t = useText();
  const report = useReport();
  const [others, setOthers] = useState('');
  const [confirmation, setConfirmation] = useState('');
  const [preview, { data, isLoading }] = usePreviewPersonMutation();
  const [begin, { isLoading: isBeginning }] = useBeginAnonymisationMutation();
  useEffect(() => void preview({ id, addresses: [] }), [id, preview]);
  const heldCases = data?.heldCases ?? [];
  const isConfirmed = confirmation.trim().toLowerCase() === address.toLowerCase();

  const look = async () => {
    const result = await preview({ id, addresses: addressesIn(others) });
    if ('error' in result) report.failure(result.error);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isConfirmed) return;
    const result = await begin({ id, input: { addresses: addressesIn(others), confirmation } });
    if ('error' in result) report.failure(result.error);
    else onBegun(result.data.id);
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Typography tag="p">{t('anonymise.explained')}</Typography>
          <Field.Root name="addresses" hint={t('anonymise.others-hint')}>
            <Field.Label>{t('anonymise.others')}</Field.Label>
            <Textarea value={others} rows={2} onChange={({ target }) => setOthers(target.value)} />
            <Field.Hint />
          </Field.Root>
          <Flex>
            <Button variant="secondary" loading={isLoading} onClick={() => void look()}>
              {t('anonymise.look')}
            </Button>
          </Flex>
          <div role="status">
            {data !== undefined && <Outlook outlook={data} />}
            {heldCases.length > 0 && <HeldCases numbers={heldCases} />}
          </div>
          <Field.Root name="confirmation" required hint={t('anonymise.confirmation-hint')}>
            <Field.Label>{t('anonymise.confirmation')}</Field.Label>
            <TextInput
              value={confirmation}
              autoComplete="off"
              onChange={({ target }) => setConfirmation(target.value)}
            />
            <Field.Hint />
          </Field.Root>
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{t('correspondents.cancel')}</Button>
        </Modal.Close>
        <Button
          type="submit"
          variant="danger"
          disabled={!isConfirmed || heldCases.length > 0}
          loading={isBeginning}
        >
          {t('anonymise.begin')}
        </Button>
      </Modal.Footer>
    </form>
  );
};

const COUNTED = ['from', 'files', 'to', 'cases', 'drafts', 'records'] as const;

const Outlook = ({ outlook }: { readonly outlook: PersonPreview }) => {
  const t = useText();
  return (
    <Notice tone="warning" title={t('anonymise.outlook')}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
        {COUNTED.map((counted) => (
          <Typography key={counted} tag="li" textColor="neutral800">
            {t(`anonymise.count.${counted}`, { count: outlook[counted] })}
          </Typography>
        ))}
      </Flex>
      {outlook.names.length > 0 && (
        <Typography tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
          {t('anonymise.names', { names: outlook.names.join(', ') })}
        </Typography>
      )}
    </Notice>
  );
};

/** Why it cannot begin: nothing of these cases may be deleted. */
const HeldCases = ({ numbers }: { readonly numbers: readonly number[] }) => {
  const t = useText();
  return (
    <Box paddingTop={4}>
      <Notice tone="danger" title={t('anonymise.held')}>
        {t('anonymise.held-explained', { cases: numbers.map((number) => `#${number}`).join(', ') })}
      </Notice>
    </Box>
  );
};

/** Milliseconds between two questions how far it is. */
const INTERVAL = 1000;

const Running = ({ id }: { readonly id: string }) => {
  const t = useText();
  const { data } = useGetAnonymisationQuery(id, { pollingInterval: INTERVAL });
  return (
    <>
      <Modal.Body>{data !== undefined && <AnonymisationProgress run={data} />}</Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{t('anonymise.close')}</Button>
        </Modal.Close>
      </Modal.Footer>
    </>
  );
};
