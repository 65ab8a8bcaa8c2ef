/** How many rows are chosen or dragged, in words. Pure. */
import type { Text } from '../../../hooks/useText';
import type { NamedTargets } from '../../../utils/bulk';

export function chosenWords({ cases, mails }: NamedTargets, text: Text): string {
  if (cases && mails) return text('lists.chosen', { cases: cases.ids.length, mails: mails.ids.length });
  if (cases) return text('assign.chosen', { count: cases.ids.length });
  return text('sort.chosen', { count: mails?.ids.length ?? 0 });
}
