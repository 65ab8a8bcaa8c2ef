/** The head of a mail in a conversation: who wrote, how far that is known, to whom, and when. It folds and unfolds the mail. */
import { useId, useState } from 'react';
import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { Check, ChevronDown, ChevronRight } from '@strapi/icons';
import { styled } from 'styled-components';
import { Chip } from '../../../components/chips';
import { RelativeTime } from '../../../components/RelativeTime';
import { useMailText } from '../../../hooks/useMailText';
import { useText } from '../../../hooks/useText';
import { displayName, formatAddress } from '../../../utils/addresses';
import { isAutomatic } from '../../../utils/chips';
import { senderProof } from '../../../utils/senderProof';
import type { AgentSummary, EmailView, MailAddress, Me } from '../../../../../server/src/api/contracts';

const Toggle = styled.button`
  display: flex;
  align-items: baseline;
  gap: ${({ theme }) => theme.spaces[2]};
  width: 100%;
  padding: 0;
  border: 0;
  background: none;
  text-align: start;
  cursor: pointer;
  color: inherit;

  > svg {
    flex-shrink: 0;
    align-self: center;
  }
`;

/** The writer in one line; for our answers the agent, for the address is always the same. */
function useWriter({ email, actor, me }: Pick<EmailHeaderProps, 'email' | 'actor' | 'me'>): string {
  const text = useText();
  if (email.direction === 'in' || !actor) return displayName(email.from);
  return actor.id === me.agent.id ? text('conversation.you') : actor.name;
}

/** From whom to whom: ours says from where to whom it went, theirs from which address it came. */
const routeOf = (email: EmailView): string => {
  if (email.direction === 'out')
    return `${email.from.address} → ${email.to.map(({ address }) => address).join(', ')}`;
  return email.from.name ? email.from.address : '';
};

/** Who is behind a name that another domain has sent for them. */
const ViaMark = ({ email: { via, from } }: { readonly email: EmailView }) => {
  const text = useText();
  if (via === null) return null;
  const words = text('sender.via-explained', { domain: via, address: from.address });
  return (
    <Typography variant="pi" textColor="neutral600" title={words} style={{ overflowWrap: 'anywhere' }}>
      {text('sender.via', { domain: via })}
    </Typography>
  );
};

/** Says nothing where no server of ours has found out anything. */
const ProofMark = ({ email }: { readonly email: EmailView }) => {
  const text = useText();
  const proof = senderProof(email);
  if (proof === 'unknown') return null;
  const words = text(`sender.${proof}-explained`, { address: email.from.address });
  return proof === 'verified' ? (
    <Typography variant="pi" textColor="success700" title={words} shrink={0}>
      <Check aria-hidden width="1rem" height="1rem" /> {text('sender.verified')}
    </Typography>
  ) : (
    <span title={words}>
      <Chip variant="danger">{text('sender.refuted')}</Chip>
    </span>
  );
};

interface EmailHeaderProps {
  readonly email: EmailView;
  /** who wrote an answer */
  readonly actor: AgentSummary | null;
  readonly me: Me;
  readonly open: boolean;
  /** of what it unfolds */
  readonly bodyId: string;
  readonly onToggle: () => void;
}

export const EmailHeader = (props: EmailHeaderProps) => {
  const { email, open, bodyId, onToggle } = props;
  const text = useText();
  const mailText = useMailText();
  const writer = useWriter(props);
  const Arrow = open ? ChevronDown : ChevronRight;
  const route = routeOf(email);
  return (
    <Toggle type="button" aria-expanded={open} aria-controls={bodyId} onClick={onToggle}>
      <Arrow fill="neutral600" width="1.2rem" />
      <Typography fontWeight="bold" dir="auto">
        {writer}
      </Typography>
      <ViaMark email={email} />
      {email.internal && <Chip>{mailText('mail.internal')}</Chip>}
      {email.direction === 'in' && isAutomatic(email.classification) && (
        <Chip>{text(`classification.${email.classification}`)}</Chip>
      )}
      <Flex flex="1" gap={2} alignItems="baseline" minWidth={0}>
        <Typography variant="pi" textColor="neutral600" ellipsis dir="auto">
          {open ? route : email.snippet}
        </Typography>
        {open && <ProofMark email={email} />}
      </Flex>
      <Typography variant="pi" textColor="neutral600" shrink={0}>
        <RelativeTime at={email.date} />
      </Typography>
    </Toggle>
  );
};

/** So many are named before the rest is counted. */
const NAMED = 2;

const People = ({ label, people }: { readonly label: string; readonly people: readonly MailAddress[] }) =>
  people.length === 0 ? null : (
    <Flex gap={2} alignItems="baseline">
      <Box tag="dt" shrink={0}>
        <Typography variant="pi" textColor="neutral600">
          {label}
        </Typography>
      </Box>
      <Typography tag="dd" variant="pi" dir="auto" style={{ overflowWrap: 'anywhere' }}>
        {people.map(formatAddress).join(', ')}
      </Typography>
    </Flex>
  );

/** To whom an open mail went, in one line that opens to all of them. */
export const Recipients = ({ email }: { readonly email: EmailView }) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const listId = useId();
  const { to, cc, bcc, replyTo } = email;
  const all = [...to, ...cc, ...bcc];
  if (all.length === 0) return null;
  const rest = all.length - NAMED;
  const names = all.slice(0, NAMED).map(displayName).join(', ');
  return (
    <Box>
      <TextButton
        aria-expanded={open}
        aria-controls={listId}
        endIcon={<ChevronDown aria-hidden />}
        onClick={() => setOpen(!open)}
      >
        {rest > 0 ? text('recipients.more', { names, count: rest }) : text('recipients.to', { names })}
      </TextButton>
      <Box tag="dl" id={listId} hidden={!open} paddingTop={1}>
        <People label={text('details.from')} people={[email.from]} />
        <People label={text('details.reply-to')} people={replyTo} />
        <People label={text('details.to')} people={to} />
        <People label={text('details.cc')} people={cc} />
        <People label={text('recipients.bcc')} people={bcc} />
      </Box>
    </Box>
  );
};
