/** A note for colleagues. */
import { Button, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import type { DraftState } from '../../../hooks/useDraft';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useAddNoteMutation } from '../../../services/cases';
import { GrowingTextarea } from './GrowingTextarea';

interface NoteFormProps {
  readonly caseId: string;
  readonly state: DraftState;
  readonly input: React.Ref<HTMLTextAreaElement>;
}

export const NoteForm = ({ caseId, state, input }: NoteFormProps) => {
  const text = useText();
  const report = useReport();
  const { draft, change } = state;
  const [addNote, { isLoading }] = useAddNoteMutation();
  const isEmpty = draft.note.trim() === '';
  const save = async (): Promise<void> => {
    if (isEmpty || isLoading) return;
    const result = await addNote({ caseId, input: { text: draft.note } });
    if ('error' in result) return report.failure(result.error);
    change({ note: '' });
    report.success(text('note.added'));
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3} paddingTop={3}>
      <GrowingTextarea
        ref={input}
        label={text('note.label')}
        placeholder={text('note.placeholder')}
        value={draft.note}
        onChange={(note) => change({ note })}
        onSubmit={() => void save()}
      />
      <Flex gap={3} wrap="wrap">
        <Button
          variant="secondary"
          startIcon={<Lock />}
          loading={isLoading}
          disabled={isEmpty}
          onClick={() => void save()}
        >
          {text('note.add')}
        </Button>
        <Typography variant="pi">{text('note.hint')}</Typography>
      </Flex>
    </Flex>
  );
};
