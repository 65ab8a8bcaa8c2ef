/**
 * A text field in which colleagues are mentioned: `@` opens a list of them, arrows choose, Enter or Tab puts the name in,
 * Escape closes it. Who is offered is the caller's.
 */
import { Box, Typography, useComposedRefs } from '@strapi/design-system';
import { forwardRef, useId, useRef, useState } from 'react';
import { styled } from 'styled-components';
import { useText } from '../../../hooks/useText';
import { insertMention, matchingPeople, mentionQuery, type MentionQuery } from '../../../utils/mentions';
import { GrowingTextarea } from './GrowingTextarea';
import type { AgentSummary } from '../../../../../server/src/api/contracts';

const Options = styled(Box)`
  position: absolute;
  z-index: 3;
  inset-inline-start: 0;
  bottom: calc(100% + ${({ theme }) => theme.spaces[1]});
  max-height: 24rem;
  min-width: 24rem;
  overflow-y: auto;
`;

const Option = styled(Box)<{ readonly $active: boolean }>`
  cursor: pointer;
  background: ${({ theme, $active }) => ($active ? theme.colors.primary100 : theme.colors.neutral0)};
`;

interface MentionTextareaProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly people: readonly AgentSummary[];
  readonly onChange: (value: string) => void;
  readonly onSubmit: () => void;
  readonly onPaste?: React.ClipboardEventHandler<HTMLTextAreaElement>;
}

interface OptionListProps {
  readonly id: string;
  readonly people: readonly AgentSummary[];
  readonly active: number;
  readonly onPick: (person: AgentSummary) => void;
}

const OptionList = ({ id, people, active, onPick }: OptionListProps) => {
  const text = useText();
  return (
    <Options
      tag="ul"
      role="listbox"
      id={id}
      aria-label={text('note.mention')}
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      shadow="popupShadow"
    >
      {people.map((person, index) => (
        <Option
          key={person.id}
          tag="li"
          role="option"
          id={`${id}-${index}`}
          aria-selected={index === active}
          $active={index === active}
          padding={2}
          // The field keeps the focus.
          onMouseDown={(event: React.MouseEvent) => {
            event.preventDefault();
            onPick(person);
          }}
        >
          <Typography fontWeight={index === active ? 'bold' : 'regular'}>{person.name}</Typography>{' '}
          <Typography variant="pi" textColor="neutral600">
            {person.email}
          </Typography>
        </Option>
      ))}
    </Options>
  );
};

export const MentionTextarea = forwardRef<HTMLTextAreaElement, MentionTextareaProps>(
  ({ value, people, onChange, ...field }, forwardedRef) => {
    const own = useRef<HTMLTextAreaElement>(null);
    const ref = useComposedRefs(own, forwardedRef);
    const listId = useId();
    const [typed, setTyped] = useState<MentionQuery | null>(null);
    const [active, setActive] = useState(0);
    const offered = typed === null ? [] : matchingPeople(people, typed.query);

    const look = (): void => {
      const element = own.current;
      const caret = element?.selectionStart ?? 0;
      const next = element?.selectionEnd === caret ? mentionQuery(element.value, caret) : null;
      if (next?.start !== typed?.start || next?.query !== typed?.query) setActive(0);
      setTyped(next);
    };
    const pick = ({ name }: AgentSummary): void => {
      if (typed === null) return;
      const inserted = insertMention(value, typed, name);
      onChange(inserted.text);
      setTyped(null);
      requestAnimationFrame(() => own.current?.setSelectionRange(inserted.caret, inserted.caret));
    };
    const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>): void => {
      const person = offered[active];
      if (person === undefined || event.ctrlKey || event.metaKey) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) setActive((active + step + offered.length) % offered.length);
      else if (event.key === 'Enter' || event.key === 'Tab') pick(person);
      else if (event.key === 'Escape') setTyped(null);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    const isOpen = offered.length > 0;
    return (
      <Box position="relative">
        {isOpen && <OptionList id={listId} people={offered} active={active} onPick={pick} />}
        <GrowingTextarea
          {...field}
          ref={ref}
          value={value}
          onChange={(changed) => {
            onChange(changed);
            requestAnimationFrame(look);
          }}
          onKeyDown={onKeyDown}
          onSelect={look}
          onBlur={() => setTyped(null)}
          aria-autocomplete="list"
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen ? `${listId}-${active}` : undefined}
        />
      </Box>
    );
  },
);
MentionTextarea.displayName = 'MentionTextarea';
