/** What can be chosen for one case: somebody, tags, times, another case, a status, a priority. */
import { useIntl } from 'react-intl';
import { useAgentLabel } from '../../hooks/useAgentLabel';
import { useCaseActions } from '../../hooks/useCaseActions';
import { useText } from '../../hooks/useText';
import { useFindTagsQuery } from '../../services/caseLife';
import { useGetAgentsQuery } from '../../services/cases';
import { snoozePresets } from '../../utils/snooze';
import { CASE_PRIORITIES, isOpen } from '../../../../server/src/domain/case-state';
import type { PaletteItem } from './items';
import { CASE_CHOICES, type CaseChoice, type PalettePage, type PaletteTarget } from './request';
import type { CaseChange, CaseName, CaseStatus, Me } from '../../../../server/src/api/contracts';

interface Asked {
  readonly page: PalettePage;
  readonly target: PaletteTarget | null;
  /** as it was typed some moments ago */
  readonly search: string;
  readonly me: Me;
}

const choice = (
  id: string,
  label: string,
  run: () => void,
  more: Partial<PaletteItem> = {},
): PaletteItem => ({
  id,
  group: 'choices',
  label,
  ...more,
  does: { kind: 'run', run },
});

/** Runs a change; then the case may have left its list. */
function useChange(target: PaletteTarget | null) {
  const actions = useCaseActions();
  const change = (wanted: CaseChange) => (): void => {
    if (target === null) return;
    void actions.change(target.of, wanted).then((succeeded) => {
      if (succeeded && wanted.status === 'closed') target.onGone();
    });
  };
  return { actions, change };
}

const agentItem = (id: number): string => `agent-${id}`;

function useAssignItems({ page, target, me }: Asked): readonly PaletteItem[] {
  const text = useText();
  const label = useAgentLabel();
  const { change } = useChange(target);
  const { data: agents = [] } = useGetAgentsQuery(undefined, { skip: !me.allowed.assignCases });
  if (page !== 'assign' || target === null || !me.allowed.assignCases) return [];
  const { assignee } = target.of;
  const mine = agents.filter(({ id }) => id === me.agent.id);
  return [
    ...[...mine, ...agents.filter(({ id }) => id !== me.agent.id)].map((agent) => {
      const name = agent.id === me.agent.id ? text('case.me', { agent: agent.name }) : agent.name;
      const more = { chosen: assignee?.id === agent.id };
      return choice(agentItem(agent.id), label(agent, name), change({ assignee: agent.id }), more);
    }),
    choice('nobody', text('case.unassigned'), change({ assignee: null }), { chosen: assignee === null }),
  ];
}

function useTagItems({ page, target, search }: Asked): readonly PaletteItem[] {
  const text = useText();
  const { actions } = useChange(target);
  const { data: found = [] } = useFindTagsQuery(search, { skip: page !== 'tag' });
  if (page !== 'tag' || target === null) return [];
  const present = target.of.tags.map(({ name }) => name);
  const set = (names: readonly string[]) => (): void => void actions.tag(target.of, names);
  const others = found.map(({ name }) => name).filter((name) => !present.includes(name));
  const isNew = search !== '' && ![...present, ...others].includes(search);
  return [
    ...present.map((name) =>
      choice(`tag-${name}`, name, set(present.filter((one) => one !== name)), {
        chosen: true,
        hint: text('palette.tag-remove'),
      }),
    ),
    ...others.map((name) => choice(`tag-${name}`, name, set([...present, name]))),
    ...(isNew ? [choice('new-tag', text('tags.create', { name: search }), set([...present, search]))] : []),
  ];
}

function useSnoozeItems({ page, target }: Asked): readonly PaletteItem[] {
  const text = useText();
  const { formatDate } = useIntl();
  const { actions } = useChange(target);
  if (page !== 'snooze' || target === null) return [];
  const { of, onGone, onChooseTime } = target;
  const gone = (succeeded: boolean): void => {
    if (succeeded) onGone();
  };
  const until = (at: Date | null) => (): void => void actions.snooze(of, at).then(gone);
  if (of.snoozed) return [choice('wake', text('snooze.wake'), () => void actions.wake(of).then(gone))];
  return [
    ...snoozePresets(new Date()).map(({ preset, until: at }) =>
      choice(preset, text(`snooze.${preset}`), until(at), {
        hint: formatDate(at, { weekday: 'short', hour: 'numeric', minute: '2-digit' }),
      }),
    ),
    choice('reply', text('snooze.reply'), until(null)),
    choice('choose', text('snooze.choose'), onChooseTime),
  ];
}

const nameOf = ({ number, subject }: Pick<CaseName, 'number' | 'subject'>): string => `#${number} ${subject}`;

function useStateItems({ page, target }: Asked): readonly PaletteItem[] {
  const text = useText();
  const { change } = useChange(target);
  if (target === null) return [];
  const { status, priority, assignee } = target.of;
  if (page === 'priority')
    return CASE_PRIORITIES.map((one) =>
      choice(one, text(`priority.${one}`), change({ priority: one }), { chosen: one === priority }),
    );
  if (page !== 'status') return [];
  const open: CaseStatus = assignee ? 'assigned' : 'new';
  return ([open, 'pending', 'closed', 'rejected', 'duplicate'] as const).map((one) =>
    choice(one, text(`status.${one}`), change({ status: one }), { chosen: one === status }),
  );
}

/** Of the whole palette: the choices there are for the case, and somebody to give it to by name. */
function useWholeItems(asked: Asked): readonly PaletteItem[] {
  const text = useText();
  const assign = useAssignItems({ ...asked, page: 'assign' });
  const { page, target, me } = asked;
  if (page !== 'all' || target === null) return [];
  const { number } = target.of;
  const isMe = ({ id }: PaletteItem): boolean => id === agentItem(me.agent.id);
  const mayNot = (one: CaseChoice): boolean =>
    (one === 'assign' && assign.length === 0) || (one === 'snooze' && !isOpen(target.of.status));
  return [
    ...CASE_CHOICES.filter((one) => !mayNot(one)).map((one): PaletteItem => ({
      id: `choose-${one}`,
      group: 'case',
      label: text(`palette.case-${one}`),
      hint: `#${number}`,
      ...(KEYS[one] ? { keys: KEYS[one] } : {}),
      does: { kind: 'page', page: one },
    })),
    ...assign.map((item): PaletteItem => ({
      ...item,
      group: 'case',
      id: `assign-${item.id}`,
      label: isMe(item)
        ? text('palette.assign-to-me', { agent: me.agent.name })
        : text('palette.assign-to', { agent: item.label }),
      hint: `#${number}`,
    })),
  ];
}

const KEYS: Partial<Record<CaseChoice, string>> = { assign: 'i', tag: 't', snooze: 's', merge: 'm' };

/** @param found cases that were found by what is typed, for merging */
export function useCaseItems(asked: Asked, found: readonly CaseName[]): readonly PaletteItem[] {
  const { actions } = useChange(asked.target);
  const assign = useAssignItems(asked);
  const tags = useTagItems(asked);
  const snooze = useSnoozeItems(asked);
  const state = useStateItems(asked);
  const whole = useWholeItems(asked);
  const { page, target } = asked;
  const merge =
    page === 'merge' && target !== null
      ? found
          .filter(({ id }) => id !== target.of.id)
          .map((into) => {
            const run = (): void =>
              void actions.merge(target.of, into).then((succeeded) => {
                if (succeeded) target.onMerged(into.id);
              });
            return choice(`merge-${into.id}`, nameOf(into), run);
          })
      : [];
  return [...assign, ...tags, ...snooze, ...state, ...merge, ...whole];
}
