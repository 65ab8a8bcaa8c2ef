/** One member of a team in its place, with the buttons that move and remove. */
import { Badge, Flex, IconButton, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { MoveButtons } from '../../../components/MoveButtons';
import { useAvailabilityTexts } from '../../../hooks/useAgentLabel';
import type { AgentChoice, AgentSummary } from '../../../../../server/src/api/contracts';
import { useText } from '../texts';
import { MemberAvailability } from './MemberAvailability';

export type Direction = 'up' | 'down';

interface MemberRowProps {
  readonly agent: AgentSummary;
  /** null: not known, or not somebody whom a case can be given to */
  readonly choice: AgentChoice | null;
  readonly position: number;
  readonly isLast: boolean;
  readonly onMove: (direction: Direction) => void;
  readonly onRemove: () => void;
}

export const MemberRow = ({ agent, choice, position, isLast, onMove, onRemove }: MemberRowProps) => {
  const t = useText();
  const { name } = agent;
  const { away, load } = useAvailabilityTexts();
  return (
    <Flex
      tag="li"
      data-member={agent.id}
      gap={3}
      padding={3}
      background="neutral0"
      borderColor="neutral150"
      hasRadius
    >
      <Typography textColor="neutral600" aria-hidden>
        {position}
      </Typography>
      <Flex direction="column" alignItems="flex-start" flex="1" minWidth={0}>
        <Typography fontWeight="semiBold" textColor="neutral800">
          {name}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {agent.email}
          {choice !== null && ` · ${load(choice)}`}
        </Typography>
      </Flex>
      {!agent.active && <Badge>{t('settings.teams.inactive')}</Badge>}
      {choice?.away === true && <Badge>{away(choice)}</Badge>}
      <Flex gap={1}>
        {agent.active && <MemberAvailability agent={agent} />}
        <MoveButtons
          labels={{
            up: t('settings.teams.move-up', { name }),
            down: t('settings.teams.move-down', { name }),
          }}
          isFirst={position === 1}
          isLast={isLast}
          onMove={onMove}
        />
        <IconButton label={t('settings.teams.remove-member', { name })} variant="ghost" onClick={onRemove}>
          <Trash />
        </IconButton>
      </Flex>
    </Flex>
  );
};
