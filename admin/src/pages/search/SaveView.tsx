/** Keeps a search as a view, or changes the view that is looked at. */
import { useState } from 'react';
import { Button, Modal } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import { useText } from '../../hooks/useText';
import { placePath, USUAL_SHOW } from '../../utils/paths';
import { ViewForm } from './ViewForm';
import type { Me, SavedViewSummary } from '../../../../server/src/api/contracts';

interface SaveViewProps {
  readonly query: string;
  /** null: the search is none yet */
  readonly view: SavedViewSummary | null;
  readonly me: Me;
}

export const SaveView = ({ query, view, me }: SaveViewProps) => {
  const text = useText();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const title = text(view === null ? 'view.save-as' : 'view.change');
  return (
    <Modal.Root open={open} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button size="S" variant="tertiary">
          {title}
        </Button>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={text('action.close-panel')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <ViewForm
            view={view}
            query={query}
            me={me}
            onSaved={({ id }) => {
              setOpen(false);
              navigate(placePath({ kind: 'view', view: id, show: USUAL_SHOW }));
            }}
          />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
