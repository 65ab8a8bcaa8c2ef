/** The keys that lead to lists, as far as the agent has them. */
import { useNavigate } from 'react-router-dom';
import { useShortcuts } from '../hooks/useShortcuts';
import { placePath, type Place } from '../utils/paths';
import type { Answers } from './center';
import type { Me } from '../../../server/src/api/contracts';

export const GoKeys = ({ me }: { readonly me: Me }) => {
  const navigate = useNavigate();
  const to = (place: Place) => (): void => navigate(placePath(place));
  const { readCases, readMail, ownAccounts } = me.allowed;
  const cases: Answers = {
    'g i': to({ kind: 'cases', view: 'mine' }),
    'g u': to({ kind: 'cases', view: 'unassigned' }),
    'g m': to({ kind: 'cases', view: 'mentions' }),
    'g s': to({ kind: 'cases', view: 'snoozed' }),
    'g c': to({ kind: 'cases', view: 'closed' }),
  };
  const mail: Answers = { 'g e': to({ kind: 'inbox', view: 'inbox' }) };
  useShortcuts({
    'g d': to({ kind: 'drafts', view: 'drafts' }),
    ...(readCases ? cases : {}),
    ...(readMail || ownAccounts ? mail : {}),
  });
  return null;
};
