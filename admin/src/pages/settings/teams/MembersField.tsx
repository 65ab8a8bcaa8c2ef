/** The members of a team in their order: added by name, moved up and down, removed. */
import { Combobox, ComboboxOption, Field, Flex, Typography, useNotifyAT } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import type { AgentChoice, AgentSummary } from '../../../../../server/src/api/contracts';
import { useText } from '../texts';
import { type Direction, MemberRow } from './MemberRow';
import { moveMember } from './team-values';

interface MembersFieldProps {
  readonly agents: readonly AgentChoice[];
  readonly stored: readonly AgentSummary[];
}

const STEPS = { up: -1, down: 1 } as const;

export const MembersField = ({ agents, stored }: MembersFieldProps) => {
  const t = useText();
  const { notifyStatus } = useNotifyAT();
  const { value, error, onChange } = useField<readonly number[]>('members');
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ readonly id: number; readonly direction: Direction } | null>(null);
  const members = value ?? [];
  const people = new Map<number, AgentSummary>(
    [...stored, ...agents].map((agent) => [agent.id, agent] as const),
  );

  // Moving a row in the document takes the focus from its buttons; it is given back to the one that was pressed.
  useEffect(() => {
    if (moved === null) return;
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(
      `[data-member="${moved.id}"] button[data-direction]`,
    );
    const usable = [...(buttons ?? [])].filter(
      (button) => !button.disabled && button.ariaDisabled !== 'true',
    );
    (usable.find((button) => button.dataset.direction === moved.direction) ?? usable[0])?.focus();
  }, [moved, value]);

  const move = (id: number, direction: Direction) => {
    const next = moveMember(members, id, STEPS[direction]);
    onChange('members', next);
    setMoved({ id, direction });
    const place = { name: people.get(id)?.name ?? '', position: next.indexOf(id) + 1, total: next.length };
    notifyStatus(t('settings.teams.member-moved', place));
  };

  return (
    <Field.Root name="members" error={error} width="100%">
      <Flex direction="column" alignItems="stretch" gap={4}>
        {members.length === 0 ? (
          <Typography tag="p" textColor="neutral600">
            {t('settings.teams.no-members')}
          </Typography>
        ) : (
          <Flex tag="ol" ref={list} direction="column" alignItems="stretch" gap={2}>
            {members.map((id, index) => (
              <MemberRow
                key={id}
                choice={agents.find((agent) => agent.id === id) ?? null}
                agent={people.get(id) ?? { id, name: `#${id}`, email: '', active: false }}
                position={index + 1}
                isLast={index === members.length - 1}
                onMove={(direction) => move(id, direction)}
                onRemove={() =>
                  onChange(
                    'members',
                    members.filter((member) => member !== id),
                  )
                }
              />
            ))}
          </Flex>
        )}
        <Field.Error />
        <AddMember
          candidates={agents.filter((agent) => agent.active && !members.includes(agent.id))}
          onAdd={(id) => onChange('members', [...members, id])}
        />
      </Flex>
    </Field.Root>
  );
};

interface AddMemberProps {
  readonly candidates: readonly AgentSummary[];
  readonly onAdd: (id: number) => void;
}

const AddMember = ({ candidates, onAdd }: AddMemberProps) => {
  const t = useText();
  return (
    <Field.Root name="add-member" maxWidth="40rem">
      <Field.Label>{t('settings.teams.add-member')}</Field.Label>
      <Combobox
        // A new one after each choice: it would else keep the text of the last.
        key={candidates.length}
        placeholder={t('settings.teams.add-member-placeholder')}
        noOptionsMessage={() => t('settings.teams.no-candidates')}
        onChange={(id) => id !== undefined && id !== '' && onAdd(Number(id))}
      >
        {candidates.map((agent) => (
          <ComboboxOption key={agent.id} value={String(agent.id)} textValue={`${agent.name} ${agent.email}`}>
            {`${agent.name} (${agent.email})`}
          </ComboboxOption>
        ))}
      </Combobox>
    </Field.Root>
  );
};
