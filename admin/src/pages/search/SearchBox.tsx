/**
 * The box in which one searches, everywhere the same: it offers operators, their values and earlier searches as one types.
 * A combobox as the ARIA patterns describe it; what is found has a page of its own.
 */
import { useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '@strapi/design-system';
import { Cross, Search } from '@strapi/icons';
import { usePersistentState } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';
import { useShortcuts } from '../../hooks/useShortcuts';
import { useText } from '../../hooks/useText';
import { placePath, USUAL_SHOW, type SearchShow } from '../../utils/paths';
import { withRecent, type Suggestion } from '../../utils/search-suggestions';
import { SuggestionPanel } from './SuggestionPanel';
import { useSearchChoices } from './useSearchChoices';
import { useSuggestions, type Typed } from './useSuggestions';
import { LONGEST_SEARCH } from '../../../../server/src/domain/search/parse';
import type { Me } from '../../../../server/src/api/contracts';

const Frame = styled.form`
  position: relative;
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[2]};
  width: 100%;
  min-width: 0;
  height: 3.6rem;
  padding: ${({ theme }) => `0 ${theme.spaces[1]} 0 ${theme.spaces[3]}`};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};

  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 2px ${({ theme }) => theme.colors.primary600};
  }
  > svg {
    flex-shrink: 0;
    fill: ${({ theme }) => theme.colors.neutral500};
  }
`;

const Input = styled.input`
  flex: 1;
  /* Its own width would widen the navigation, which grows with what is in it. */
  width: 0;
  min-width: 0;
  border: 0;
  outline: none;
  background: none;
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[2]};

  &::placeholder {
    color: ${({ theme }) => theme.colors.neutral600};
  }
`;

const RECENT = 'mailroom.recent-searches';

/** Searches of this browser, newest first. */
function useRecent(): [readonly string[], (query: string) => void] {
  const [stored, setStored] = usePersistentState<readonly string[]>(RECENT, []);
  const recent = Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  return [recent, (query) => setStored(withRecent(recent, query))];
}

interface SearchBoxProps {
  readonly me: Me;
  /** what is looked for already */
  readonly query: string;
  /** kept when something else is looked for */
  readonly show?: SearchShow;
}

export const SearchBox = ({ me, query, show = USUAL_SHOW }: SearchBoxProps) => {
  const text = useText();
  const navigate = useNavigate();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<Typed>({ text: query, caret: query.length });
  const [focused, setFocused] = useState(false);
  const [recent, remember] = useRecent();
  const choices = useSearchChoices(me, typed, focused, recent);
  const list = useSuggestions(typed, choices);
  useEffect(() => setTyped({ text: query, caret: query.length }), [query]);
  useShortcuts({
    '/': () => {
      input.current?.focus();
      input.current?.select();
    },
  });

  const search = (wanted: string): void => {
    list.close();
    if (wanted.trim() === '') return;
    remember(wanted);
    navigate(placePath({ kind: 'search', q: wanted.trim(), show }));
  };
  const take = (item: Suggestion): void => {
    setTyped({ text: item.text, caret: item.caret });
    if (item.kind === 'recent') return search(item.text);
    list.renew();
    // The caret can be put only where the text is already.
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(item.caret, item.caret);
    });
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const active = list.items[list.active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      list.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && active) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Escape') {
      if (list.isOpen) event.stopPropagation();
      else input.current?.blur();
      list.close();
    }
  };
  const caretOf = (): number => input.current?.selectionStart ?? typed.text.length;
  return (
    <Frame
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        search(typed.text);
      }}
    >
      <Search aria-hidden width="1.4rem" height="1.4rem" />
      <Input
        ref={input}
        data-mailroom-search=""
        type="text"
        role="combobox"
        aria-label={text('search.label')}
        aria-autocomplete="list"
        aria-expanded={list.isOpen}
        aria-controls={list.isOpen ? id : undefined}
        aria-activedescendant={list.active >= 0 ? `${id}-${list.active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        enterKeyHint="search"
        maxLength={LONGEST_SEARCH}
        placeholder={text('search.placeholder')}
        value={typed.text}
        onChange={(event) => {
          setTyped({ text: event.target.value, caret: event.target.selectionStart ?? 0 });
          list.renew();
        }}
        onSelect={() => setTyped((now) => ({ ...now, caret: caretOf() }))}
        onFocus={() => setFocused(true)}
        onClick={list.open}
        onBlur={() => {
          setFocused(false);
          list.close();
        }}
        onKeyDown={onKeyDown}
      />
      {typed.text !== '' && (
        <IconButton
          type="button"
          size="XS"
          variant="ghost"
          label={text('search.clear')}
          onClick={() => {
            setTyped({ text: '', caret: 0 });
            input.current?.focus();
          }}
        >
          <Cross />
        </IconButton>
      )}
      {list.isOpen && <SuggestionPanel id={id} items={list.items} active={list.active} onTake={take} />}
    </Frame>
  );
};
