/** Colleagues who have the case open as well, and what they do there. */
import { Flex, Typography } from '@strapi/design-system';
import { Eye, Pencil } from '@strapi/icons';
import { AgentAvatar } from '../../../components/AgentAvatar';
import { useText } from '../../../hooks/useText';
import { usePresent } from '../../../live/live-store';
import type { Presence } from '../../../../../server/src/api/contracts';

const SomeonePresent = ({ agent, doing }: Presence) => {
  const text = useText();
  const Icon = doing === 'looking' ? Eye : Pencil;
  return (
    <Flex tag="li" gap={2}>
      <AgentAvatar name={agent.name} label={agent.name} />
      <Icon aria-hidden width="1.4rem" fill={doing === 'looking' ? 'neutral500' : 'warning600'} />
      <Typography variant="pi" textColor={doing === 'looking' ? 'neutral600' : 'neutral800'}>
        {text(`presence.${doing}`, { agent: agent.name })}
      </Typography>
    </Flex>
  );
};

export const PresenceLine = ({ caseId }: { readonly caseId: string }) => {
  const text = useText();
  const present = usePresent(caseId);
  return (
    <div role="status" aria-label={text('presence.label')}>
      {present.length > 0 && (
        <Flex
          tag="ul"
          gap={4}
          wrap="wrap"
          paddingTop={1}
          paddingBottom={1}
          paddingLeft={4}
          paddingRight={4}
          background="neutral0"
        >
          {present.map((one) => (
            <SomeonePresent key={one.agent.id} {...one} />
          ))}
        </Flex>
      )}
    </div>
  );
};
