/** In the content manager, at an entry and in each row of a list: the way to the entry's mail and cases in Mailroom. */
import { Mail } from '@strapi/icons';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { useText } from '../../hooks/useText';
import { recordPath } from './record-paths';
import { useIsLinked } from './RecordPanel';

/** As the content manager asks it. */
interface ActionProps {
  readonly model: string;
  readonly documentId?: string;
  readonly document?: { readonly documentId?: string };
}

type Position = 'header' | 'table-row';

interface Action {
  readonly label: string;
  readonly icon: ReactNode;
  readonly position: Position[];
  readonly onClick: () => void;
}

const POSITIONS: Position[] = ['header', 'table-row'];

/** Null shows none. It is called as a hook. */
export const OpenInMailroom = ({ model, documentId, document }: ActionProps): Action | null => {
  const text = useText();
  const navigate = useNavigate();
  const isLinked = useIsLinked(model);
  const id = documentId ?? document?.documentId;
  if (!isLinked || id === undefined || id === 'create') return null;
  return {
    label: text('record.open-in-mailroom'),
    icon: <Mail />,
    position: POSITIONS,
    onClick: () => navigate(recordPath({ uid: model, documentId: id })),
  };
};

/** Asked before the action is called. */
OpenInMailroom.position = POSITIONS;
