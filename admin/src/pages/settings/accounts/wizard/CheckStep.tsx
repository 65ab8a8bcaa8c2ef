/** The third step: the servers are tried while one watches, and what is wrong can be put right at once. */
import { Box, Button, Flex, Loader, Typography } from '@strapi/design-system';
import { ArrowClockwise, Clock, Pencil } from '@strapi/icons';
import type { ConnectionTestStep } from '../../../../../../server/src/api/contracts';
import { FormSection } from '../../components/FormSection';
import { Notice } from '../../components/Notice';
import type { MessageId } from '../../message-ids';
import { useText } from '../../texts';
import { TestStep } from '../ConnectionReport';
import { useAccountForm } from '../useAccountForm';
import { type Check, fieldToCorrect, onlySendingFails } from './wizard';
import type { WizardProps } from './wizard-props';

const STEPS = {
  imap: ['dns', 'tcp', 'tls', 'login', 'folder'],
  smtp: ['dns', 'tcp', 'tls', 'login'],
} as const;
const PROTOCOLS = ['imap', 'smtp'] as const;

interface CheckStepProps extends WizardProps {
  readonly check: Check;
  readonly onRetry: () => void;
}

export const CheckStep = (props: CheckStepProps) => {
  const t = useText();
  const { values } = useAccountForm();
  const { check } = props;
  const steps = check.kind === 'running' ? check.steps : check.kind === 'done' ? check.result.steps : [];
  return (
    <FormSection title={t('wizard.check.title')} description={t('wizard.check.description')}>
      <div aria-live="polite">
        <Outcome check={check} />
      </div>
      {check.kind !== 'broken' &&
        PROTOCOLS.filter((protocol) => values[protocol === 'imap' ? 'receives' : 'sends']).map((protocol) => (
          <ServerSteps
            key={protocol}
            {...props}
            protocol={protocol}
            steps={steps.filter(({ server }) => server === protocol)}
          />
        ))}
      {check.kind !== 'running' && <Ways {...props} />}
    </FormSection>
  );
};

const Outcome = ({ check }: { readonly check: Check }) => {
  const t = useText();
  if (check.kind === 'broken')
    return (
      <Notice tone="danger" title={t('settings.test.not-run')}>
        {check.message}
      </Notice>
    );
  if (check.kind !== 'done') return <Typography>{t('settings.test.running')}</Typography>;
  return check.result.ok ? (
    <Notice tone="success" title={t('settings.test.all-ok')} />
  ) : (
    <Notice tone="danger" title={t('settings.test.some-failed')} />
  );
};

interface ServerStepsProps extends CheckStepProps {
  readonly protocol: 'imap' | 'smtp';
  readonly steps: readonly ConnectionTestStep[];
}

const ServerSteps = ({ protocol, steps, dispatch, ...props }: ServerStepsProps) => {
  const t = useText();
  const { values } = useAccountForm();
  const running = props.check.kind === 'running';
  return (
    <Box>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {t(`settings.test.server.${protocol}`)}
      </Typography>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={3} paddingTop={3}>
        {STEPS[protocol].map((name, position) => {
          const step = steps.find((one) => one.step === name);
          if (step === undefined)
            return <AwaitedStep key={name} name={name} isRunning={running && position === steps.length} />;
          const field = fieldToCorrect(step, values);
          return (
            <TestStep
              key={name}
              step={step}
              unencrypted={values[protocol].security === 'none'}
              remedy={
                field === null ? undefined : (
                  <Button
                    variant="secondary"
                    size="S"
                    startIcon={<Pencil />}
                    onClick={() => dispatch({ type: 'go', to: 'servers', correcting: field })}
                  >
                    {t(remedyOf(field))}
                  </Button>
                )
              }
            />
          );
        })}
      </Flex>
    </Box>
  );
};

const REMEDIES: Readonly<Record<string, MessageId>> = {
  host: 'wizard.check.correct.host',
  port: 'wizard.check.correct.port',
  security: 'wizard.check.correct.security',
  secret: 'wizard.check.correct.secret',
  user: 'wizard.check.correct.user',
};

const remedyOf = (field: string): MessageId =>
  REMEDIES[field.slice(field.indexOf('.') + 1)] ?? 'wizard.check.correct.sign-in';

interface AwaitedStepProps {
  readonly name: ConnectionTestStep['step'];
  readonly isRunning: boolean;
}

const AwaitedStep = ({ name, isRunning }: AwaitedStepProps) => {
  const t = useText();
  return (
    <Flex tag="li" gap={3}>
      {isRunning ? (
        <Loader small>{t('wizard.check.running')}</Loader>
      ) : (
        <Clock aria-hidden fill="neutral500" width="1.6rem" height="1.6rem" />
      )}
      <Typography textColor={isRunning ? 'neutral800' : 'neutral600'}>
        {`${t(`step.${name}`)}: ${t(isRunning ? 'wizard.check.running' : 'wizard.check.waiting')}`}
      </Typography>
    </Flex>
  );
};

/** What can be done after a test: again, or on without sending. */
const Ways = ({ check, onRetry }: CheckStepProps) => {
  const t = useText();
  const { values, setValues } = useAccountForm();
  const worked = check.kind === 'done' && check.result.ok;
  return (
    <Flex gap={2} wrap="wrap">
      <Button variant="tertiary" startIcon={<ArrowClockwise />} onClick={onRetry}>
        {t(worked ? 'wizard.check.again' : 'wizard.check.retry')}
      </Button>
      {check.kind === 'done' && onlySendingFails(check.result) && (
        <Button variant="tertiary" onClick={() => setValues({ ...values, sends: false })}>
          {t('wizard.check.without-sending')}
        </Button>
      )}
    </Flex>
  );
};
