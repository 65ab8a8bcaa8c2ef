/** One's own folders, and for administrators those of teams: make, rename, order, delete. */
import { useState } from 'react';
import {
  Box,
  Button,
  Dialog,
  Field,
  Flex,
  IconButton,
  Modal,
  MultiSelect,
  MultiSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { ArrowDown, ArrowUp, Check, Folder, Pencil, Plus, Trash } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import {
  useCreateFolderMutation,
  useDeleteFolderMutation,
  useGetInboxFoldersQuery,
  useOrderFoldersMutation,
  useUpdateFolderMutation,
} from '../../services/inbox';
import type { FolderSummary, Me } from '../../../../server/src/api/contracts';

type Failure = Parameters<ReturnType<typeof useReport>['failure']>[0];
type Outcome = { readonly data: unknown } | { readonly error: Failure };

/** Tells a failure; says whether all went well. */
function useOutcome(): (result: Outcome) => boolean {
  const report = useReport();
  return (result) => {
    if (!('error' in result)) return true;
    report.failure(result.error);
    return false;
  };
}

const DeleteFolder = ({ folder }: { readonly folder: FolderSummary }) => {
  const text = useText();
  const succeeded = useOutcome();
  const [remove] = useDeleteFolderMutation();
  const [asking, setAsking] = useState(false);
  const confirm = async (): Promise<void> => {
    succeeded(await remove(folder.id));
    setAsking(false);
  };
  return (
    <Dialog.Root open={asking} onOpenChange={setAsking}>
      <Dialog.Trigger>
        <IconButton label={text('folder.delete', { name: folder.name })} variant="ghost">
          <Trash />
        </IconButton>
      </Dialog.Trigger>
      <ConfirmDialog title={text('folder.delete', { name: folder.name })} onConfirm={confirm}>
        {text('folder.delete-question')}
      </ConfirmDialog>
    </Dialog.Root>
  );
};

interface FolderLineProps {
  readonly folder: FolderSummary;
  /** null at the end of the list */
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
}

const FolderLine = ({ folder, onUp, onDown }: FolderLineProps) => {
  const text = useText();
  const succeeded = useOutcome();
  const [update, { isLoading }] = useUpdateFolderMutation();
  const [name, setName] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const changed = name?.trim() ?? '';
    if (changed === '' || changed === folder.name) return setName(null);
    if (succeeded(await update({ id: folder.id, input: { name: changed } }))) setName(null);
  };
  const teams = folder.teams.map((team) => team.name).join(', ');
  if (name !== null) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Flex gap={2}>
          <Box flex="1">
            <TextInput
              aria-label={text('folder.name')}
              value={name}
              maxLength={100}
              autoFocus
              onChange={(event: React.ChangeEvent<HTMLInputElement>) => setName(event.target.value)}
            />
          </Box>
          <Button type="submit" startIcon={<Check />} loading={isLoading}>
            {text('folder.save')}
          </Button>
        </Flex>
      </form>
    );
  }
  return (
    <Flex gap={1}>
      <Box flex="1" minWidth="0">
        <Typography tag="p" ellipsis dir="auto">
          {folder.name}
        </Typography>
        {teams !== '' && (
          <Typography tag="p" variant="pi" textColor="neutral600" ellipsis>
            {text('folder.of-teams', { name: teams })}
          </Typography>
        )}
      </Box>
      {folder.mayChange && (
        <>
          <IconButton
            label={text('folder.up', { name: folder.name })}
            variant="ghost"
            disabled={onUp === null}
            onClick={() => onUp?.()}
          >
            <ArrowUp />
          </IconButton>
          <IconButton
            label={text('folder.down', { name: folder.name })}
            variant="ghost"
            disabled={onDown === null}
            onClick={() => onDown?.()}
          >
            <ArrowDown />
          </IconButton>
          <IconButton
            label={text('folder.rename', { name: folder.name })}
            variant="ghost"
            onClick={() => setName(folder.name)}
          >
            <Pencil />
          </IconButton>
          <DeleteFolder folder={folder} />
        </>
      )}
    </Flex>
  );
};

const NewFolder = ({ me }: { readonly me: Me }) => {
  const text = useText();
  const succeeded = useOutcome();
  const [create, { isLoading }] = useCreateFolderMutation();
  const [name, setName] = useState('');
  const [teams, setTeams] = useState<readonly string[]>([]);
  const submit = async (): Promise<void> => {
    const result = await create({ name: name.trim(), teams: teams.length > 0 ? teams : null });
    if (!succeeded(result)) return;
    setName('');
    setTeams([]);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Field.Root>
          <Field.Label>{text('folder.new')}</Field.Label>
          <TextInput
            value={name}
            maxLength={100}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => setName(event.target.value)}
          />
        </Field.Root>
        {me.allowed.manageTeams && me.teams.length > 0 && (
          <Field.Root hint={text('folder.teams-hint')}>
            <Field.Label>{text('folder.teams')}</Field.Label>
            <MultiSelect value={[...teams]} withTags onChange={(chosen: string[]) => setTeams(chosen)}>
              {me.teams.map((team) => (
                <MultiSelectOption key={team.id} value={team.id}>
                  {team.name}
                </MultiSelectOption>
              ))}
            </MultiSelect>
            <Field.Hint />
          </Field.Root>
        )}
        <Flex justifyContent="flex-end">
          <Button
            type="submit"
            variant="secondary"
            startIcon={<Plus />}
            disabled={name.trim() === ''}
            loading={isLoading}
          >
            {text('folder.create')}
          </Button>
        </Flex>
      </Flex>
    </form>
  );
};

const FolderLines = ({ folders }: { readonly folders: readonly FolderSummary[] }) => {
  const succeeded = useOutcome();
  const [order] = useOrderFoldersMutation();
  const ids = folders.map(({ id }) => id);
  const swap = (position: number) => (): void => {
    const changed = [...ids.slice(0, position), ids[position + 1] ?? '', ids[position] ?? ''];
    void order([...changed, ...ids.slice(position + 2)]).then(succeeded);
  };
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
      {folders.map((folder, position) => (
        <li key={folder.id}>
          <FolderLine
            folder={folder}
            onUp={position === 0 ? null : swap(position - 1)}
            onDown={position === folders.length - 1 ? null : swap(position)}
          />
        </li>
      ))}
    </Flex>
  );
};

export const FolderManager = ({ me }: { readonly me: Me }) => {
  const text = useText();
  const { data: folders = [] } = useGetInboxFoldersQuery();
  const own = folders.filter(({ kind }) => kind === 'own');
  const group = folders.filter(({ kind }) => kind === 'group');
  const section = (title: string, some: readonly FolderSummary[]) =>
    some.length > 0 && (
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography tag="h3" variant="sigma" textColor="neutral600">
          {title}
        </Typography>
        <FolderLines folders={some} />
      </Flex>
    );
  return (
    <Modal.Root>
      <Modal.Trigger>
        <IconButton label={text('folder.manage')} variant="ghost">
          <Folder />
        </IconButton>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={text('action.close-panel')}>
          <Modal.Title>{text('folder.manage')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={5}>
            {section(text('nav.folders'), own)}
            {section(text('nav.group-folders'), group)}
            <NewFolder me={me} />
          </Flex>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
