/** What can be done with the cases that are chosen, beside moving them: handed on, closed, put off, marked, merged, deleted. */
import { useState } from 'react';
import { Box, Button, Dialog, Menu, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { MenuContent } from '../../../components/MenuContent';
import { useAgentLabel } from '../../../hooks/useAgentLabel';
import { useText } from '../../../hooks/useText';
import { useGetAgentsQuery } from '../../../services/cases';
import { snoozePresets } from '../../../utils/snooze';
import { CASE_PRIORITIES } from '../../../../../server/src/domain/case-state';
import { TagDialog } from './TagDialog';
import type {
  AssignmentsInput,
  BulkCaseAction,
  BulkCaseTarget,
  CaseRow,
  Me,
} from '../../../../../server/src/api/contracts';

interface CaseActionsProps {
  readonly chosen: readonly CaseRow[];
  readonly target: BulkCaseTarget;
  readonly me: Me;
  readonly onAct: (action: BulkCaseAction) => void;
}

/** The value of a choice, and back. */
const AGENT = 'agent:';
const TEAM = 'team:';
function targetOf(value: string): AssignmentsInput['to'] {
  if (value.startsWith(AGENT)) return { kind: 'agent', id: Number(value.slice(AGENT.length)) };
  if (value.startsWith(TEAM)) return { kind: 'team', id: value.slice(TEAM.length) };
  return { kind: value === 'rule' ? 'rule' : 'nobody' };
}

const AssignSelect = ({ me, onAct }: Pick<CaseActionsProps, 'me' | 'onAct'>) => {
  const text = useText();
  const agentLabel = useAgentLabel();
  const { data: agents = [], isLoading } = useGetAgentsQuery();
  const mine = agents.filter(({ id }) => id === me.agent.id);
  const others = agents.filter(({ id }) => id !== me.agent.id);
  return (
    <Box minWidth="14rem" flex="1">
      <SingleSelect
        size="S"
        aria-label={text('assign.to')}
        placeholder={text('assign.to')}
        value=""
        loading={isLoading}
        onChange={(value) => onAct({ kind: 'assign', to: targetOf(String(value)) })}
      >
        <SingleSelectOption value="rule">{text('assign.by-rule')}</SingleSelectOption>
        <SingleSelectOption value="nobody">{text('case.unassigned')}</SingleSelectOption>
        {[...mine, ...others].map((agent) => (
          <SingleSelectOption key={agent.id} value={`${AGENT}${agent.id}`}>
            {agentLabel(
              agent,
              agent.id === me.agent.id ? text('case.me', { agent: agent.name }) : agent.name,
            )}
          </SingleSelectOption>
        ))}
        {me.teams.map(({ id, name }) => (
          <SingleSelectOption key={id} value={`${TEAM}${id}`}>
            {text('assign.somebody-of', { team: name })}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

/** Of two cases the newer goes into the older, which goes on: its number is the one the customer knows. */
function mergeOf(chosen: readonly CaseRow[], target: BulkCaseTarget) {
  if (!('ids' in target) || chosen.length !== 2) return null;
  const [older, newer] = [...chosen].sort((one, other) => one.number - other.number);
  return older && newer ? { older, newer } : null;
}

type Asking = 'tag' | 'merge' | 'delete' | null;

const MoreMenu = ({ chosen, target, me, onAct }: CaseActionsProps) => {
  const text = useText();
  const [asking, setAsking] = useState<Asking>(null);
  const merge = mergeOf(chosen, target);
  const close = (): void => setAsking(null);
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger size="S" variant="tertiary">
          {text('lists.more')}
        </Menu.Trigger>
        <MenuContent popoverPlacement="bottom-end">
          <Menu.Item onSelect={() => onAct({ kind: 'status', status: 'pending' })}>
            {text('case.pending')}
          </Menu.Item>
          <Menu.Item onSelect={() => onAct({ kind: 'status', status: 'assigned' })}>
            {text('case.reopen')}
          </Menu.Item>
          <Menu.Item onSelect={() => onAct({ kind: 'wake' })}>{text('snooze.wake')}</Menu.Item>
          <Menu.Item onSelect={() => setAsking('tag')}>{text('lists.tag')}</Menu.Item>
          {CASE_PRIORITIES.map((priority) => (
            <Menu.Item key={priority} onSelect={() => onAct({ kind: 'priority', priority })}>
              {text('lists.priority', { priority: text(`priority.${priority}`) })}
            </Menu.Item>
          ))}
          {merge && <Menu.Item onSelect={() => setAsking('merge')}>{text('lists.merge')}</Menu.Item>}
          {me.allowed.deleteCases && (
            <Menu.Item variant="danger" onSelect={() => setAsking('delete')}>
              {text('lists.delete')}
            </Menu.Item>
          )}
        </MenuContent>
      </Menu.Root>
      {asking === 'tag' && <TagDialog onClose={close} onTag={onAct} />}
      <Dialog.Root open={asking === 'merge'} onOpenChange={close}>
        {merge && (
          <ConfirmDialog
            title={text('lists.merge-title', { from: merge.newer.number, into: merge.older.number })}
            onConfirm={() => onAct({ kind: 'merge', into: merge.older.id })}
          >
            {text('merge.explained')}
          </ConfirmDialog>
        )}
      </Dialog.Root>
      <Dialog.Root open={asking === 'delete'} onOpenChange={close}>
        <ConfirmDialog
          title={
            'ids' in target
              ? text('lists.delete-title', { count: chosen.length })
              : text('lists.delete-all-title')
          }
          onConfirm={() => onAct({ kind: 'delete' })}
        >
          {text('lists.delete-explained')}
        </ConfirmDialog>
      </Dialog.Root>
    </>
  );
};

const SnoozeSelect = ({ onAct }: Pick<CaseActionsProps, 'onAct'>) => {
  const text = useText();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger size="S" variant="tertiary">
        {text('snooze.title')}
      </Menu.Trigger>
      <MenuContent popoverPlacement="bottom-start">
        {snoozePresets(new Date()).map(({ preset, until }) => (
          <Menu.Item key={preset} onSelect={() => onAct({ kind: 'snooze', until: until.toISOString() })}>
            {text(`snooze.${preset}`)}
          </Menu.Item>
        ))}
        <Menu.Item onSelect={() => onAct({ kind: 'snooze', until: null })}>{text('snooze.reply')}</Menu.Item>
      </MenuContent>
    </Menu.Root>
  );
};

export const CaseActions = (props: CaseActionsProps) => {
  const { me, onAct } = props;
  const text = useText();
  return (
    <>
      {me.allowed.assignCases && <AssignSelect me={me} onAct={onAct} />}
      {me.allowed.workCases && (
        <>
          <Button size="S" variant="secondary" onClick={() => onAct({ kind: 'status', status: 'closed' })}>
            {text('case.close')}
          </Button>
          <SnoozeSelect onAct={onAct} />
          <MoreMenu {...props} />
        </>
      )}
    </>
  );
};
