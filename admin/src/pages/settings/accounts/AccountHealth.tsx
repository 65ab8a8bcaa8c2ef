/** How a mailbox fares: its state in a word, when things happened, and what is wrong in plain words. */
import { Box, Flex, Typography } from '@strapi/design-system';
import type { ConnectionProblem, MailboxHealth, MailboxState } from '../../../../../server/src/api/contracts';
import { RelativeTime } from '../../../components/RelativeTime';
import { useNow } from '../../../hooks/useNow';
import { Fact } from '../components/Fact';
import { Notice } from '../components/Notice';
import { useText } from '../texts';
import { fingerprintIn } from './certificate-fingerprint';

const STATE_COLORS: Readonly<
  Record<MailboxState, 'secondary' | 'success' | 'warning' | 'danger' | 'neutral'>
> = {
  unchecked: 'secondary',
  ok: 'success',
  failing: 'warning',
  'needs-attention': 'danger',
  'needs-authorization': 'danger',
  inactive: 'neutral',
};

/** The state in words on its colour. The design system's Badge has too little contrast for warnings (WCAG 1.4.3). */
export const HealthBadge = ({ state }: { readonly state: MailboxState }) => {
  const t = useText();
  const color = STATE_COLORS[state];
  return (
    <Flex
      tag="span"
      gap={2}
      paddingLeft={2}
      paddingRight={2}
      background={`${color}100`}
      borderColor={`${color}200`}
      hasRadius
    >
      <Box
        tag="span"
        aria-hidden
        width="0.8rem"
        height="0.8rem"
        background={`${color}600`}
        style={{ borderRadius: '50%' }}
      />
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" lineHeight="2.2rem">
        {t(`settings.health.${state}`)}
      </Typography>
    </Flex>
  );
};

export const HealthFacts = ({ health }: { readonly health: MailboxHealth }) => {
  const t = useText();
  const now = useNow();
  return (
    <>
      <Fact label={t('settings.health.last-check')}>
        {health.lastCheckedAt === null ? (
          t('settings.health.never')
        ) : (
          <RelativeTime at={health.lastCheckedAt} />
        )}
      </Fact>
      <Fact label={t('settings.health.last-mail')}>
        {health.lastMailAt === null ? t('settings.health.none-yet') : <RelativeTime at={health.lastMailAt} />}
      </Fact>
      {health.pushSince !== null && (
        <Fact label={t('settings.health.push')}>
          <RelativeTime at={health.pushSince} />
        </Fact>
      )}
      {health.nextTryAt !== null && (
        <Fact label={t('settings.health.next-try')}>
          {Date.parse(health.nextTryAt) <= now ? (
            t('settings.health.due')
          ) : (
            <RelativeTime at={health.nextTryAt} />
          )}
        </Fact>
      )}
    </>
  );
};

/** What stopped the last check, and since when; nothing while all is well. */
export const HealthProblem = ({ health }: { readonly health: MailboxHealth }) => {
  const t = useText();
  const { problem, failures, lastSuccessAt } = health;
  if (problem === null) return null;
  return (
    <Notice
      tone={health.state === 'failing' ? 'warning' : 'danger'}
      title={`${t(`step.${problem.step}`)}: ${t(`problem.${problem.code}`)}`}
    >
      <ServerWords problem={problem} />
      <Typography tag="p" variant="pi" textColor="neutral600">
        {t('settings.health.failures', { count: failures })}
        {lastSuccessAt !== null && (
          <>
            {' '}
            {t('settings.health.last-success')} <RelativeTime at={lastSuccessAt} />
          </>
        )}
      </Typography>
    </Notice>
  );
};

/** That a mailbox which usually gets mail has got none for longer than its alarm allows. */
export const SilenceNotice = ({ health }: { readonly health: MailboxHealth }) => {
  const t = useText();
  if (health.silentSince === null) return null;
  return (
    <Notice tone="warning" title={t('settings.health.silent')}>
      <Typography tag="p" textColor="neutral700">
        {t('settings.health.silent-since')} <RelativeTime at={health.silentSince} />
        {'. '}
        {t('settings.health.silent-hint')}
      </Typography>
    </Notice>
  );
};

/**
 * What the server or the network said in its own words, in whatever language they are. A bare fingerprint is no words:
 * it is shown where it can be trusted.
 */
export const ServerWords = ({ problem }: { readonly problem: ConnectionProblem }) => {
  const t = useText();
  if (problem.detail === '' || problem.detail === fingerprintIn(problem.detail)) return null;
  return (
    <Typography tag="p" textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
      {t('settings.problem.detail')} <q dir="auto">{problem.detail}</q>
    </Typography>
  );
};
