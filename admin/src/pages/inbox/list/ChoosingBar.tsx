/**
 * The line above a list whose rows can be chosen, with what can be done with the chosen ones: cases, mails, or both. An action is for
 * one of them; of the others is told that they were left out.
 */
import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useBulk } from '../../../components/BulkRuns';
import { MailActions } from '../../../components/MailActions';
import { useText } from '../../../hooks/useText';
import { refreshAlso } from '../../../services/pagedLists';
import { moveTo, targetsOf, type BulkTargets } from '../../../utils/bulk';
import { placePath, type Place } from '../../../utils/paths';
import { CaseActions } from './CaseActions';
import { chosenWords } from './chosen-words';
import { MoveToMenu } from './MoveToMenu';
import { SelectionBar } from './SelectionBar';
import type { Choosable, Selection } from './useSelection';
import type { BulkInput, Me } from '../../../../../server/src/api/contracts';

interface ChoosingBarProps {
  readonly label: string;
  readonly place: Place;
  readonly listKey: string;
  /** that can be chosen; without any there is only how the list is shown */
  readonly rows: readonly Choosable[];
  readonly selection: Selection;
  /** everything in the list, of each kind that it has rows of */
  readonly whole: BulkTargets;
  /** whether all rows of the list are loaded */
  readonly complete: boolean;
  readonly me: Me;
  readonly view?: ReactNode;
}

/**
 * The list that is looked at takes no rows out of itself; mail of teams that nobody put aside is nobody's own mail yet, and what one
 * has sent never is.
 */
const isElsewhere = (to: Place, from: Place): boolean => {
  if (placePath(to) === placePath(from)) return false;
  if (to.kind !== 'inbox') return true;
  if (from.kind === 'sent') return to.view !== 'inbox' && to.view !== 'archive';
  return !(from.kind === 'mail' && from.view === 'team' && to.view === 'inbox');
};

export const ChoosingBar = (props: ChoosingBarProps) => {
  const { label, listKey, rows, selection, complete, view } = props;
  const text = useText();
  const begin = useBulk();
  const named = targetsOf(selection.chosen);
  const targets = selection.everything ? props.whole : named;
  const act = async (input: BulkInput): Promise<void> => {
    if (!(await begin(input, targets))) return;
    refreshAlso(
      listKey,
      selection.chosen.map(({ id }) => id),
    );
    selection.choose([]);
  };
  return (
    <SelectionBar
      label={label}
      rows={rows}
      selection={rows.length > 0 ? selection : null}
      chosenText={chosenWords(named, text)}
      complete={complete}
      view={view}
    >
      <Actions {...props} targets={targets} onAct={(input) => void act(input)} />
    </SelectionBar>
  );
};

interface ActionsProps extends ChoosingBarProps {
  readonly targets: BulkTargets;
  readonly onAct: (input: BulkInput) => void;
}

const Actions = ({ place, selection, targets, me, onAct }: ActionsProps) => {
  const text = useText();
  const { cases, mails } = targets;
  const isMixed = cases !== null && mails !== null;
  const chosenCases = selection.chosen.flatMap((one) => (one.subject === 'cases' ? [one.row] : []));
  const chosenMails = selection.chosen.flatMap((one) => (one.subject === 'mails' ? [one.row] : []));
  return (
    <>
      {cases && (
        <Group label={isMixed ? text('lists.cases') : null}>
          <CaseActions
            chosen={chosenCases}
            target={cases}
            me={me}
            onAct={(action) => onAct({ subject: 'cases', target: cases, action })}
          />
        </Group>
      )}
      {mails && (
        <Group label={isMixed ? text('lists.mails') : null}>
          <MailActions
            mails={chosenMails}
            place={place}
            onAct={(action) => onAct({ subject: 'mails', target: mails, action })}
          />
        </Group>
      )}
      <MoveToMenu
        me={me}
        takes={(to) => isElsewhere(to, place) && moveTo(to, targets, me) !== null}
        onMove={(to) => {
          const input = moveTo(to, targets, me);
          if (input !== null) onAct(input);
        }}
      />
    </>
  );
};

/** Where cases and mails are chosen together, what is for which of them. @param label null: there is nothing to tell apart */
const Group = ({ label, children }: { readonly label: string | null; readonly children: ReactNode }) =>
  label === null ? (
    <>{children}</>
  ) : (
    <Flex role="group" aria-label={label} gap={2} wrap="wrap">
      <Typography variant="pi" fontWeight="bold" aria-hidden>
        {label}
      </Typography>
      {children}
    </Flex>
  );
