/** One's saved views and those of one's teams: change, order, delete, and bring back what was deleted. */
import { useState } from 'react';
import { Box, Button, Flex, IconButton, Modal, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Pencil, Trash } from '@strapi/icons';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import {
  useCreateSavedViewMutation,
  useDeleteSavedViewMutation,
  useOrderSavedViewsMutation,
} from '../../services/search';
import { ViewForm } from './ViewForm';
import type { Me, SavedViewSummary } from '../../../../server/src/api/contracts';

interface ViewLineProps {
  readonly view: SavedViewSummary;
  /** null at the end of those that one may order */
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

const ViewLine = ({ view, onUp, onDown, onEdit, onDelete }: ViewLineProps) => {
  const text = useText();
  const { name, teams } = view;
  const action = (label: string, icon: React.ReactNode, run: (() => void) | null) => (
    <IconButton label={label} variant="ghost" disabled={run === null} onClick={() => run?.()}>
      {icon}
    </IconButton>
  );
  return (
    <Flex gap={1}>
      <Box flex="1" minWidth="0">
        <Typography tag="p" ellipsis dir="auto">
          {name}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600" ellipsis dir="auto">
          {view.query}
        </Typography>
        {teams.length > 0 && (
          <Typography tag="p" variant="pi" textColor="neutral600" ellipsis>
            {text('folder.of-teams', { name: teams.map((team) => team.name).join(', ') })}
          </Typography>
        )}
      </Box>
      {view.mayChange && (
        <>
          {action(text('folder.up', { name }), <ArrowUp />, onUp)}
          {action(text('folder.down', { name }), <ArrowDown />, onDown)}
          {action(text('view.edit', { name }), <Pencil />, onEdit)}
          {action(text('view.delete', { name }), <Trash />, onDelete)}
        </>
      )}
    </Flex>
  );
};

interface Deleted {
  readonly view: SavedViewSummary;
  /** ids of those that one may order, with the one that is gone in its place */
  readonly order: readonly string[];
}

/** Deleting and bringing back. What comes back is a new view of the same name, in the same place. */
function useDeleting(changeable: readonly SavedViewSummary[]) {
  const report = useReport();
  const [remove] = useDeleteSavedViewMutation();
  const [create, { isLoading }] = useCreateSavedViewMutation();
  const [order] = useOrderSavedViewsMutation();
  const [deleted, setDeleted] = useState<Deleted | null>(null);
  return {
    deleted,
    isLoading,
    remove: async (view: SavedViewSummary): Promise<void> => {
      const result = await remove(view.id);
      if ('error' in result) report.failure(result.error);
      else setDeleted({ view, order: changeable.map(({ id }) => id) });
    },
    restore: async (): Promise<void> => {
      if (deleted === null) return;
      const { id, name, query, teams } = deleted.view;
      const result = await create({ name, query, teams: teams.map((team) => team.id) });
      if ('error' in result) return report.failure(result.error);
      const made = result.data.id;
      setDeleted(null);
      // Others may have changed meanwhile; then it stays at the end.
      await order(deleted.order.map((one) => (one === id ? made : one)));
    },
  };
}

const Views = ({
  views,
  onEdit,
}: {
  readonly views: readonly SavedViewSummary[];
  readonly onEdit: (view: SavedViewSummary) => void;
}) => {
  const text = useText();
  const report = useReport();
  const [order] = useOrderSavedViewsMutation();
  const changeable = views.filter(({ mayChange }) => mayChange);
  const deleting = useDeleting(changeable);
  const ids = changeable.map(({ id }) => id);
  const swap = (first: number) => async (): Promise<void> => {
    const [one = '', other = ''] = ids.slice(first, first + 2);
    const result = await order([...ids.slice(0, first), other, one, ...ids.slice(first + 2)]);
    if ('error' in result) report.failure(result.error);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex role="status" gap={3} justifyContent="space-between">
        {deleting.deleted && (
          <>
            <Typography>{text('view.deleted', { name: deleting.deleted.view.name })}</Typography>
            <Button
              size="S"
              variant="secondary"
              loading={deleting.isLoading}
              onClick={() => void deleting.restore()}
            >
              {text('undo.action')}
            </Button>
          </>
        )}
      </Flex>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {views.map((view) => {
          const position = ids.indexOf(view.id);
          return (
            <li key={view.id}>
              <ViewLine
                view={view}
                onUp={position <= 0 ? null : () => void swap(position - 1)()}
                onDown={position === ids.length - 1 ? null : () => void swap(position)()}
                onEdit={() => onEdit(view)}
                onDelete={() => void deleting.remove(view)}
              />
            </li>
          );
        })}
      </Flex>
    </Flex>
  );
};

interface ViewManagerProps {
  readonly views: readonly SavedViewSummary[];
  readonly me: Me;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Opened from elsewhere: the last view's heading goes with it, and its undo must not. */
export const ViewManager = ({ views, me, open, onOpenChange }: ViewManagerProps) => {
  const text = useText();
  const [edited, setEdited] = useState<SavedViewSummary | null>(null);
  return (
    <Modal.Root
      open={open}
      onOpenChange={(next: boolean) => {
        onOpenChange(next);
        setEdited(null);
      }}
    >
      <Modal.Content>
        <Modal.Header closeLabel={text('action.close-panel')}>
          <Modal.Title>
            {edited === null ? text('view.manage') : text('view.edit', { name: edited.name })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {edited === null ? (
            <Views views={views} onEdit={setEdited} />
          ) : (
            <ViewForm view={edited} query={edited.query} me={me} onSaved={() => setEdited(null)} />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
