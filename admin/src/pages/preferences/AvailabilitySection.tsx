/** When the reading user is away, so that no case is given to them by itself. */
import { useState } from 'react';
import { Box, Button, Typography } from '@strapi/design-system';
import { AwayFields, isAwayPossible, type Away } from '../../components/AwayFields';
import { FailureState, Skeleton } from '../../components/states';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import { useGetAvailabilityQuery, useSaveAvailabilityMutation } from '../../services/assignments';
import { awayInput, awayMoments } from '../../utils/availability';
import { FormSection } from '../settings/components/FormSection';
import type { Availability } from '../../../../server/src/api/contracts';

const OWN = { userId: null } as const;

const OwnAvailability = ({ stored }: { readonly stored: Availability }) => {
  const text = useText();
  const report = useReport();
  const [away, setAway] = useState<Away | null>(() => awayMoments(stored.away));
  const [save, { isLoading }] = useSaveAvailabilityMutation();
  const submit = async (): Promise<void> => {
    const result = await save({ ...OWN, input: { away: awayInput(away) } });
    if ('error' in result) report.failure(result.error);
    else report.success(text('away.saved'));
  };
  return (
    <>
      <AwayFields away={away} onChange={setAway} />
      {stored.capacity !== null && (
        <Typography tag="p" textColor="neutral600">
          {text('away.own-capacity', { count: stored.capacity })}
        </Typography>
      )}
      <Box>
        <Button
          variant="secondary"
          loading={isLoading}
          disabled={!isAwayPossible(away)}
          onClick={() => void submit()}
        >
          {text('away.save')}
        </Button>
      </Box>
    </>
  );
};

export const AvailabilitySection = () => {
  const text = useText();
  const { data, error, refetch } = useGetAvailabilityQuery(OWN);
  return (
    <FormSection title={text('away.title')} description={text('away.hint')}>
      {data ? (
        <OwnAvailability stored={data} />
      ) : error ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton blocks={1} label={text('away.title')} />
      )}
    </FormSection>
  );
};
