/** A note for colleagues, or a post for whoever reads the case. Neither is sent as mail. */
import { useState } from 'react';
import { Box, Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { Eye, Lock } from '@strapi/icons';
import { styled } from 'styled-components';
import type { DraftState } from '../../../hooks/useDraft';
import { useFileDrop } from '../../../hooks/useFileDrop';
import { useNoteFiles } from '../../../hooks/useNoteFiles';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useAddNoteMutation, useGetReadersQuery } from '../../../services/cases';
import { mentionedIn } from '../../../utils/mentions';
import { AttachFileButton, PickedFiles } from './FilePicker';
import { MentionTextarea } from './MentionTextarea';

const DropArea = styled(Box)<{ readonly $over: boolean }>`
  outline: ${({ theme, $over }) => ($over ? `2px dashed ${theme.colors.warning600}` : 'none')};
  outline-offset: 4px;
`;

interface NoteFormProps {
  readonly caseId: string;
  readonly state: DraftState;
  readonly input: React.Ref<HTMLTextAreaElement>;
}

export const NoteForm = ({ caseId, state, input }: NoteFormProps) => {
  const text = useText();
  const report = useReport();
  const { draft, change } = state;
  const [post, setPost] = useState(false);
  const { files, setFiles } = useNoteFiles(caseId);
  const { data: people = [] } = useGetReadersQuery(caseId);
  const [addNote, { isLoading }] = useAddNoteMutation();
  const addFiles = (added: readonly File[]): void => setFiles((current) => [...current, ...added]);
  const drop = useFileDrop(addFiles);
  const isEmpty = draft.note.trim() === '';
  const save = async (): Promise<void> => {
    if (isEmpty || isLoading) return;
    const mentions = mentionedIn(draft.note, people);
    const result = await addNote({ caseId, input: { text: draft.note, mentions, post }, files });
    if ('error' in result) return report.failure(result.error);
    change({ note: '' });
    setFiles(() => []);
    setPost(false);
    report.success(text(post ? 'post.added' : 'note.added'));
  };
  return (
    <DropArea $over={drop.over} {...drop.handlers}>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={3}>
        <MentionTextarea
          ref={input}
          label={text(post ? 'post.label' : 'note.label')}
          placeholder={text('note.placeholder-mention')}
          value={draft.note}
          people={people}
          onChange={(note) => change({ note })}
          onSubmit={() => void save()}
          onPaste={drop.onPaste}
        />
        <PickedFiles files={files} onChange={setFiles} />
        <Checkbox checked={post} onCheckedChange={(checked) => setPost(checked === true)}>
          {text('post.choose')}
        </Checkbox>
        <Flex gap={3} wrap="wrap">
          <Button
            variant="secondary"
            startIcon={post ? <Eye /> : <Lock />}
            loading={isLoading}
            disabled={isEmpty}
            onClick={() => void save()}
          >
            {text(post ? 'post.add' : 'note.add')}
          </Button>
          <AttachFileButton onAdd={addFiles} />
          <Typography variant="pi">{text(post ? 'post.hint' : 'note.hint')}</Typography>
        </Flex>
      </Flex>
    </DropArea>
  );
};
