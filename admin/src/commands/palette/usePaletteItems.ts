/** All that the palette offers at the moment, found by what is typed. */
import { useContext } from 'react';
import { useDebounce } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { CommandContext } from '../../hooks/useShortcuts';
import { useText } from '../../hooks/useText';
import { useFindCasesQuery } from '../../services/emails';
import { placePath, USUAL_SHOW } from '../../utils/paths';
import { findItems, type PaletteItem } from './items';
import { recentCases } from './recent';
import type { PalettePage, PaletteTarget } from './request';
import { useCaseItems } from './useCaseItems';
import { usePlaceItems } from './usePlaceItems';
import type { CaseName, Me } from '../../../../server/src/api/contracts';

/** Keys for which the palette has pages of its own. */
const OWN_PAGES: readonly string[] = ['i', 't', 's', 'm'];

/** What keys do at the moment on the page behind the palette. */
function useCommandItems(hasCase: boolean): readonly PaletteItem[] {
  const text = useText();
  const center = useContext(CommandContext);
  return (center?.applicable() ?? [])
    .filter(({ keys, palette }) => palette !== false && !(hasCase && OWN_PAGES.includes(keys[0])))
    .map(({ keys, label }) => ({
      id: `key-${keys[0]}`,
      group: 'commands',
      label: text(label),
      keys: keys[0],
      does: { kind: 'run', run: () => center?.answerOf(keys[0])?.() },
    }));
}

function useCaseLinks(found: readonly CaseName[]): (group: 'recent' | 'cases') => readonly PaletteItem[] {
  const text = useText();
  const navigate = useNavigate();
  return (group) =>
    (group === 'recent' ? recentCases() : found).map(({ id, number, subject, status }) => ({
      id: `${group}-${id}`,
      group,
      label: `#${number} ${subject || text('list.no-subject')}`,
      hint: text(`status.${status}`),
      does: { kind: 'run', run: () => navigate(placePath({ kind: 'cases', view: 'open' }, id)) },
    }));
}

const searchPath = (q: string): string => placePath({ kind: 'search', q, show: USUAL_SHOW });

interface Asked {
  readonly me: Me;
  readonly page: PalettePage;
  readonly target: PaletteTarget | null;
  readonly typed: string;
}

export interface PaletteItems {
  readonly items: readonly PaletteItem[];
  /** the server is being asked */
  readonly loading: boolean;
}

export function usePaletteItems({ me, page, target, typed }: Asked): PaletteItems {
  const text = useText();
  const navigate = useNavigate();
  const search = useDebounce(typed.trim(), 250);
  const skip = search === '' || !(page === 'all' || page === 'merge') || !me.allowed.workCases;
  const names = useFindCasesQuery(search.replace(/^#/, ''), { skip });
  const found = skip ? [] : (names.data ?? []);
  const commands = useCommandItems(target !== null);
  const places = usePlaceItems(me);
  const caseLinks = useCaseLinks(found);
  const choices = useCaseItems({ me, page, target, search }, found);
  const loading = typed.trim() !== search || (!skip && names.isFetching);
  if (page === 'merge') return { items: choices, loading };
  if (page !== 'all') return { items: findItems(choices, typed), loading: false };
  const everywhere: readonly PaletteItem[] =
    typed.trim() === ''
      ? []
      : [
          {
            id: 'search',
            group: 'cases',
            label: text('palette.search', { words: typed.trim() }),
            does: { kind: 'run', run: () => navigate(searchPath(typed.trim())) },
          },
        ];
  const recent = typed.trim() === '' ? caseLinks('recent') : [];
  // The server has found the cases, by words that their names may not have: they are left as they are.
  const local = findItems([...choices, ...commands, ...places], typed);
  return { items: [...recent, ...local, ...caseLinks('cases'), ...everywhere], loading };
}
