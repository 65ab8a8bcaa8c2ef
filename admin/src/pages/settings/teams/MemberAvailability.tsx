/** When a member is away and how many cases the member takes, as administrators set it. Saved at once, not with the team. */
import { useState } from 'react';
import { Box, Button, Field, Flex, IconButton, Modal, NumberInput } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { AwayFields, isAwayPossible, type Away } from '../../../components/AwayFields';
import { FailureState, Skeleton } from '../../../components/states';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useGetAvailabilityQuery, useSaveAvailabilityMutation } from '../../../services/assignments';
import { awayInput, awayMoments } from '../../../utils/availability';
import type { AgentSummary, Availability } from '../../../../../server/src/api/contracts';

interface FormProps {
  readonly userId: number;
  readonly stored: Availability;
  readonly onSaved: () => void;
}

const AvailabilityForm = ({ userId, stored, onSaved }: FormProps) => {
  const text = useText();
  const report = useReport();
  const [away, setAway] = useState<Away | null>(() => awayMoments(stored.away));
  const [capacity, setCapacity] = useState<number | undefined>(stored.capacity ?? undefined);
  const [save, { isLoading }] = useSaveAvailabilityMutation();
  const submit = async (): Promise<void> => {
    const result = await save({ userId, input: { away: awayInput(away), capacity: capacity ?? null } });
    if ('error' in result) return report.failure(result.error);
    report.success(text('away.saved'));
    onSaved();
  };
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <AwayFields away={away} onChange={setAway} />
          <Box maxWidth="24rem">
            <Field.Root hint={text('away.capacity-hint')}>
              <Field.Label>{text('away.capacity')}</Field.Label>
              <NumberInput
                aria-label={text('away.capacity')}
                value={capacity}
                step={1}
                onValueChange={(value) =>
                  setCapacity(value === undefined ? undefined : Math.max(0, Math.trunc(value)))
                }
              />
              <Field.Hint />
            </Field.Root>
          </Box>
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{text('away.cancel')}</Button>
        </Modal.Close>
        <Button loading={isLoading} disabled={!isAwayPossible(away)} onClick={() => void submit()}>
          {text('away.save')}
        </Button>
      </Modal.Footer>
    </>
  );
};

const StoredAvailability = ({ userId, onSaved }: Pick<FormProps, 'userId' | 'onSaved'>) => {
  const text = useText();
  const { data, isFetching, error, refetch } = useGetAvailabilityQuery(
    { userId },
    { refetchOnMountOrArgChange: true },
  );
  // What was known before may have been changed by the member since.
  if (data && !isFetching) return <AvailabilityForm userId={userId} stored={data} onSaved={onSaved} />;
  return (
    <Modal.Body>
      {error ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton blocks={2} label={text('away.title')} />
      )}
    </Modal.Body>
  );
};

export const MemberAvailability = ({ agent }: { readonly agent: AgentSummary }) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const title = text('away.of', { agent: agent.name });
  return (
    <Modal.Root open={open} onOpenChange={setOpen}>
      <Modal.Trigger>
        <IconButton label={title} variant="ghost">
          <Clock />
        </IconButton>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={text('action.close-panel')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        {open && <StoredAvailability userId={agent.id} onSaved={() => setOpen(false)} />}
      </Modal.Content>
    </Modal.Root>
  );
};
