/** What a connection test found: for each server its steps, each with its outcome in words. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, CrossCircle, MinusCircle } from '@strapi/icons';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type {
  ConnectionTestInput,
  ConnectionTestResult,
  ConnectionTestStep,
} from '../../../../../server/src/api/contracts';
import { Notice } from '../components/Notice';
import { useText } from '../texts';
import { ServerWords } from './AccountHealth';
import { TrustOffer } from './TrustOffer';

const OUTCOMES = {
  ok: { Icon: CheckCircle, color: 'success600' },
  failed: { Icon: CrossCircle, color: 'danger600' },
  skipped: { Icon: MinusCircle, color: 'neutral600' },
} as const;

const PROTOCOLS = ['imap', 'smtp'] as const;

interface ConnectionReportProps {
  readonly tested: ConnectionTestInput;
  readonly result: ConnectionTestResult;
  /** the settings have changed since they were tested */
  readonly outdated: boolean;
}

export const ConnectionReport = ({ tested, result, outdated }: ConnectionReportProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {outdated && <Notice tone="info">{t('settings.test.outdated')}</Notice>}
      <Notice
        tone={result.ok ? 'success' : 'danger'}
        title={t(result.ok ? 'settings.test.all-ok' : 'settings.test.some-failed')}
      />
      {PROTOCOLS.map((protocol) => {
        const steps = result.steps.filter((step) => step.server === protocol);
        if (steps.length === 0) return null;
        return (
          <Box key={protocol}>
            <Typography tag="h3" variant="sigma" textColor="neutral600">
              {t(`settings.test.server.${protocol}`)}
            </Typography>
            <Flex tag="ol" direction="column" alignItems="stretch" gap={3} paddingTop={3}>
              {steps.map((step) => (
                <TestStep key={step.step} step={step} unencrypted={tested[protocol]?.security === 'none'} />
              ))}
            </Flex>
          </Box>
        );
      })}
    </Flex>
  );
};

interface TestStepProps {
  readonly step: ConnectionTestStep;
  /** the server was tested without encryption, so there was nothing to do in the step for it */
  readonly unencrypted: boolean;
  /** below what is wrong: what can be done about it */
  readonly remedy?: ReactNode;
}

/** One step with its outcome, what was found, or what is wrong. */
export const TestStep = ({ step, unencrypted, remedy }: TestStepProps) => {
  const t = useText();
  const notEncrypted = unencrypted && step.step === 'tls' && step.outcome === 'ok';
  const { formatNumber } = useIntl();
  const { Icon, color } = OUTCOMES[notEncrypted ? 'skipped' : step.outcome];
  const duration = formatNumber(step.milliseconds, { style: 'unit', unit: 'millisecond' });
  return (
    <Flex tag="li" gap={3} alignItems="flex-start">
      <Box paddingTop="2px" shrink={0}>
        <Icon aria-hidden fill={color} width="1.6rem" height="1.6rem" />
      </Box>
      <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
        <Typography tag="p" textColor="neutral800">
          <Typography tag="span" fontWeight="semiBold" textColor="neutral800">
            {t(`step.${step.step}`)}
          </Typography>
          {': '}
          <Typography tag="span" textColor={color}>
            {t(`settings.test.${notEncrypted ? 'unencrypted' : step.outcome}`)}
          </Typography>
          {step.outcome !== 'skipped' && !notEncrypted && (
            <Typography tag="span" textColor="neutral600">
              {` (${duration})`}
            </Typography>
          )}
        </Typography>
        {step.detail !== '' && (
          <Typography tag="p" variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
            {step.detail}
          </Typography>
        )}
        {step.problem !== null && (
          <>
            <Typography tag="p" textColor="neutral800">
              {t(`problem.${step.problem.code}`)}
            </Typography>
            <ServerWords problem={step.problem} />
            <TrustOffer problem={step.problem} />
            {remedy}
          </>
        )}
      </Flex>
    </Flex>
  );
};
