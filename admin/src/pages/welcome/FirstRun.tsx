/** What an inbox without any case shows: the way to the first one, or whom to ask for it. Nothing once there is one. */
import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { ArrowRight, Check, Cross } from '@strapi/icons';
import { type ReactNode, useId } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';
import { useGetMeQuery } from '../../services/cases';
import { useText } from '../../hooks/useText';
import { ACCOUNT_PATHS, NEW, TEAMS_PATH } from '../settings/settings-paths';
import type { FirstStep } from './first-run-steps';
import { useFirstRun } from './useFirstRun';

/** @param otherwise shown when there is nothing to lead to */
export const FirstRun = ({ otherwise = null }: { readonly otherwise?: ReactNode }) => {
  const { welcome, firstRun, dismiss } = useFirstRun();
  switch (welcome.kind) {
    case 'nothing':
      return otherwise;
    case 'ask':
      return <Ask helpers={welcome.helpers} onDismiss={dismiss} />;
    case 'checklist':
      return <Checklist steps={welcome.steps} address={firstRun?.address ?? null} onDismiss={dismiss} />;
  }
};

interface CardProps {
  readonly title: string;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

const Card = ({ title, onDismiss, children }: CardProps) => {
  const text = useText();
  const id = useId();
  return (
    <Flex justifyContent="center" alignItems="flex-start" padding={{ initial: 4, medium: 8 }} overflow="auto">
      <Box
        tag="section"
        aria-labelledby={id}
        background="neutral0"
        hasRadius
        shadow="tableShadow"
        padding={6}
        maxWidth="64rem"
        width="100%"
      >
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Typography id={id} tag="h2" variant="beta">
            {title}
          </Typography>
          {children}
          <Flex justifyContent="flex-end">
            <Button variant="ghost" startIcon={<Cross />} onClick={onDismiss}>
              {text('welcome.dismiss')}
            </Button>
          </Flex>
        </Flex>
      </Box>
    </Flex>
  );
};

interface ChecklistProps {
  readonly steps: readonly FirstStep[];
  readonly address: string | null;
  readonly onDismiss: () => void;
}

const Checklist = ({ steps, address, onDismiss }: ChecklistProps) => {
  const text = useText();
  return (
    <Card title={text('welcome.title')} onDismiss={onDismiss}>
      <Typography textColor="neutral600">{text('welcome.description')}</Typography>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={5} aria-live="polite">
        {steps.map((step, position) => (
          <ChecklistItem key={step.name} step={step} number={position + 1} address={address} />
        ))}
      </Flex>
    </Card>
  );
};

interface ChecklistItemProps {
  readonly step: FirstStep;
  readonly number: number;
  readonly address: string | null;
}

const ChecklistItem = ({ step: { name, done, isNext }, number, address }: ChecklistItemProps) => {
  const text = useText();
  return (
    <Flex tag="li" gap={4} alignItems="flex-start" aria-current={isNext ? 'step' : undefined}>
      <Flex
        justifyContent="center"
        shrink={0}
        width="2.8rem"
        height="2.8rem"
        background={done ? 'success600' : isNext ? 'primary600' : 'neutral200'}
        style={{ borderRadius: '50%' }}
      >
        {done ? (
          <Check
            role="img"
            aria-label={text('welcome.done')}
            fill="neutral0"
            width="1.2rem"
            height="1.2rem"
          />
        ) : (
          <Typography aria-hidden variant="pi" textColor={isNext ? 'neutral0' : 'neutral800'}>
            {number}
          </Typography>
        )}
      </Flex>
      <Flex direction="column" alignItems="flex-start" gap={2} minWidth={0}>
        <Typography fontWeight="bold" textColor="neutral800">
          {text(`welcome.${name}`)}
        </Typography>
        {!done && (
          <Typography tag="p" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
            {name === 'mail' && address !== null
              ? text('welcome.mail-to', { address })
              : text(`welcome.${name}-hint`)}
          </Typography>
        )}
        {isNext && <NextStep name={name} address={address} />}
      </Flex>
    </Flex>
  );
};

const NextStep = ({
  name,
  address,
}: {
  readonly name: FirstStep['name'];
  readonly address: string | null;
}) => {
  const text = useText();
  if (name === 'team' || name === 'account')
    return (
      <Link
        tag={NavLink}
        to={name === 'team' ? `${TEAMS_PATH}/${NEW}` : `${ACCOUNT_PATHS.group}/${NEW}`}
        endIcon={<ArrowRight />}
      >
        {text(`welcome.${name}-go`)}
      </Link>
    );
  if (name === 'mail' && address !== null)
    return <Link href={`mailto:${encodeURI(address)}`}>{text('welcome.mail-go')}</Link>;
  return null;
};

interface AskProps {
  readonly helpers: readonly string[];
  readonly onDismiss: () => void;
}

const Ask = ({ helpers, onDismiss }: AskProps) => {
  const text = useText();
  const { formatList } = useIntl();
  const { data: me } = useGetMeQuery();
  return (
    <Card title={text('welcome.ask-title')} onDismiss={onDismiss}>
      <Typography tag="p" textColor="neutral800">
        {helpers.length === 0
          ? text('welcome.ask-nobody')
          : text('welcome.ask', { names: formatList(helpers, { type: 'disjunction' }) })}
      </Typography>
      {me?.allowed.ownAccounts === true && (
        <Link tag={NavLink} to={`${ACCOUNT_PATHS.own}/${NEW}`} endIcon={<ArrowRight />}>
          {text('welcome.own-go')}
        </Link>
      )}
    </Card>
  );
};
