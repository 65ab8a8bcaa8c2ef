/** What a case is and what can be done with it: number, status, assignee, priority. */
import { useState } from 'react';
import { Box, Button, Flex, IconButton, Menu, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Information, More } from '@strapi/icons';
import { styled } from 'styled-components';
import { MenuContent } from '../../../components/MenuContent';
import { CaseNumber, PriorityChip, StatusChip } from '../../../components/chips';
import { FollowButton } from '../../../components/FollowButton';
import { useCaseActions } from '../../../hooks/useCaseActions';
import { useCopyNumber } from '../../../hooks/useCopyNumber';
import { useLeaveCase } from '../../../hooks/useLeaveCase';
import { usePrinting } from '../../../hooks/usePrinting';
import { useText } from '../../../hooks/useText';
import { AssigneeSelect } from './AssigneeSelect';
import { TagChips } from './CaseTags';
import { HeldChip, HeldNotice, HoldItem, ReleaseCase } from './CaseHold';
import { DeleteCase } from './deleting';
import { MergeCase } from './MergeCase';
import { PaneHeader } from './PaneHeader';
import { SnoozedNotice, SnoozeMenu } from './SnoozeMenu';
import { CASE_PRIORITIES, isOpen } from '../../../../../server/src/domain/case-state';
import { CASE_TYPE } from '../../../../../server/src/domain/record';
import type {
  CaseChange,
  CaseDetail,
  CaseRow,
  CaseStatus,
  Me,
} from '../../../../../server/src/api/contracts';
import type { CasePlace } from '../../../utils/paths';

/** A case taken up again is its assignee's, or nobody's yet. */
const openStatus = (detail: CaseDetail): CaseStatus => (detail.assignee ? 'assigned' : 'new');

interface ChangeProps {
  readonly detail: CaseDetail;
  readonly busy: boolean;
  readonly onChange: (change: CaseChange) => void;
}

const PrioritySelect = ({ detail, busy, onChange }: ChangeProps) => {
  const text = useText();
  if (!detail.allowed.work) return <PriorityChip priority={detail.priority} />;
  return (
    <Box width="13rem">
      <SingleSelect
        size="S"
        aria-label={text('case.priority')}
        value={detail.priority}
        disabled={busy}
        onChange={(value) => {
          const priority = CASE_PRIORITIES.find((one) => one === value);
          if (priority) onChange({ priority });
        }}
      >
        {CASE_PRIORITIES.map((priority) => (
          <SingleSelectOption key={priority} value={priority}>
            {text(`priority.${priority}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

const StatusActions = ({ detail, busy, onChange }: ChangeProps) => {
  const text = useText();
  // What was merged is worked on elsewhere, until that is undone.
  if (!detail.allowed.work || detail.mergedInto !== null) return null;
  const action = (key: 'pending' | 'resume' | 'reopen', status: CaseStatus) => (
    <Button variant="tertiary" size="S" disabled={busy} onClick={() => onChange({ status })}>
      {text(`case.${key}`)}
    </Button>
  );
  if (!isOpen(detail.status)) return action('reopen', openStatus(detail));
  return (
    <>
      {detail.status === 'pending' ? action('resume', openStatus(detail)) : action('pending', 'pending')}
      <Button size="S" disabled={busy} onClick={() => onChange({ status: 'closed' })}>
        {text('case.close')}
      </Button>
    </>
  );
};

/** What is done with a case now and then. */
const MoreActions = ({ detail, place }: Pick<CaseToolsProps, 'detail' | 'place'>) => {
  const text = useText();
  const [merging, setMerging] = useState(false);
  const [releasing, setReleasing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const { printing, printCase } = usePrinting();
  const mayMerge = detail.allowed.work && detail.mergedInto === null;
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger tag={IconButton} icon={<More />} label={text('life.more')} variant="tertiary" />
        <MenuContent popoverPlacement="bottom-end">
          {mayMerge && <Menu.Item onSelect={() => setMerging(true)}>{text('merge.action')}</Menu.Item>}
          <Menu.Item disabled={printing} onSelect={() => void printCase(detail)}>
            {text('print.case')}
          </Menu.Item>
          <HoldItem detail={detail} onRelease={() => setReleasing(true)} />
          {detail.allowed.delete && (
            <Menu.Item variant="danger" onSelect={() => setDeleting(true)}>
              {text('delete.case')}
            </Menu.Item>
          )}
        </MenuContent>
      </Menu.Root>
      <MergeCase detail={detail} place={place} open={merging} onOpenChange={setMerging} />
      <ReleaseCase detail={detail} open={releasing} onOpenChange={setReleasing} />
      <DeleteCase detail={detail} place={place} open={deleting} onOpenChange={setDeleting} />
    </>
  );
};

/** The number of a case, which a press copies. */
const CopyNumber = ({ number }: Pick<CaseDetail, 'number'>) => {
  const text = useText();
  const copy = useCopyNumber();
  return (
    <NumberButton
      type="button"
      title={text('case.copy-number', { number })}
      onClick={() => void copy(number)}
    >
      <CaseNumber number={number} />
    </NumberButton>
  );
};

const NumberButton = styled.button`
  padding: 0;
  border: 0;
  background: none;
  cursor: copy;
`;

/** As high as a line of tools, so that nothing moves when they come. */
const ToolsPlace = styled.div`
  height: 3.2rem;
`;

interface CaseToolsProps {
  readonly detail: CaseDetail;
  readonly place: CasePlace;
  readonly me: Me;
  /** whether what is known around the case is shown */
  readonly contextShown: boolean;
  readonly onToggleContext: () => void;
}

const CaseTools = ({ detail, place, me, contextShown, onToggleContext }: CaseToolsProps) => {
  const text = useText();
  const actions = useCaseActions();
  const leave = useLeaveCase(place, detail.id);
  const [busy, setBusy] = useState(false);
  const onChange = async (change: CaseChange): Promise<void> => {
    setBusy(true);
    const succeeded = await actions.change(detail, change).finally(() => setBusy(false));
    if (succeeded && change.status === 'closed') leave();
  };
  const changing = { detail, busy, onChange: (change: CaseChange) => void onChange(change) };
  return (
    <>
      <Flex gap={2} wrap="wrap">
        <AssigneeSelect {...changing} me={me} />
        <PrioritySelect {...changing} />
        <Flex gap={2} wrap="wrap" justifyContent="flex-end" marginLeft="auto">
          <FollowButton contentType={CASE_TYPE} documentId={detail.id} />
          <IconButton label={text('context.title')} aria-expanded={contextShown} onClick={onToggleContext}>
            <Information />
          </IconButton>
          <SnoozeMenu detail={detail} />
          <StatusActions {...changing} />
          <MoreActions detail={detail} place={place} />
        </Flex>
      </Flex>
      <SnoozedNotice snoozed={detail.snoozed} />
      <HeldNotice held={detail.held} />
    </>
  );
};

interface CaseHeaderProps extends Omit<CaseToolsProps, 'detail'> {
  /** the case, as far as its row in the list tells */
  readonly row: CaseRow;
  /** null until it can be worked on: then only what it is is shown */
  readonly detail: CaseDetail | null;
}

export const CaseHeader = ({ row, detail, ...tools }: CaseHeaderProps) => (
  <PaneHeader
    place={tools.place}
    subject={row.subject}
    chips={
      <>
        <CopyNumber number={row.number} />
        <StatusChip status={row.status} />
        {detail !== null && <HeldChip held={detail.held} />}
        <TagChips tags={row.tags} most={3} />
      </>
    }
  >
    {detail === null ? <ToolsPlace /> : <CaseTools detail={detail} {...tools} />}
  </PaneHeader>
);
