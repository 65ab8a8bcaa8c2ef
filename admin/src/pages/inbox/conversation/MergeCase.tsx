/** Merging the open case into another one, which goes on. The agent goes there, where it can be undone. */
import { useState } from 'react';
import { Button, Modal, Typography } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import { useCaseActions } from '../../../hooks/useCaseActions';
import { useText } from '../../../hooks/useText';
import { placePath, type CasePlace } from '../../../utils/paths';
import { CaseSearch } from './MoveToCase';
import type { CaseDetail, CaseName } from '../../../../../server/src/api/contracts';

interface MergeCaseProps {
  readonly detail: CaseDetail;
  readonly place: CasePlace;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export const MergeCase = ({ detail, place, open, onOpenChange }: MergeCaseProps) => {
  const text = useText();
  const actions = useCaseActions();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<CaseName | null>(null);
  const [isLoading, setLoading] = useState(false);
  const show = (shown: boolean): void => {
    setChosen(null);
    onOpenChange(shown);
  };
  const onMerge = async (target: CaseName): Promise<void> => {
    setLoading(true);
    const succeeded = await actions.merge(detail, target).finally(() => setLoading(false));
    if (!succeeded) return;
    show(false);
    navigate(placePath(place, target.id));
  };
  return (
    <Modal.Root open={open} onOpenChange={show}>
      <Modal.Content>
        <Modal.Header closeLabel={text('action.close-panel')}>
          <Modal.Title>{text('merge.title', { number: detail.number })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Typography tag="p" paddingBottom={4}>
            {text('merge.explained')}
          </Typography>
          <CaseSearch without={detail.id} onChoose={setChosen} />
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={() => show(false)}>
            {text('life.cancel')}
          </Button>
          <Button
            disabled={chosen === null}
            loading={isLoading}
            onClick={() => chosen && void onMerge(chosen)}
          >
            {chosen === null ? text('merge.confirm') : text('merge.into', { number: chosen.number })}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
