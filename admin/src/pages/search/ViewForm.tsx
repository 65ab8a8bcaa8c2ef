/** The fields of a saved view: its name, what it searches for, and whose it is. */
import { useState } from 'react';
import { Button, Field, Flex, MultiSelect, MultiSelectOption, TextInput } from '@strapi/design-system';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import { useCreateSavedViewMutation, useUpdateSavedViewMutation } from '../../services/search';
import type { Me, SavedViewSummary } from '../../../../server/src/api/contracts';

/** What the server takes. */
const LONGEST_NAME = 100;

interface ViewFormProps {
  /** null: it is new */
  readonly view: SavedViewSummary | null;
  readonly query: string;
  readonly me: Me;
  readonly onSaved: (view: SavedViewSummary) => void;
}

export const ViewForm = ({ view, query: initial, me, onSaved }: ViewFormProps) => {
  const text = useText();
  const report = useReport();
  const [create, creating] = useCreateSavedViewMutation();
  const [update, updating] = useUpdateSavedViewMutation();
  const [name, setName] = useState(view?.name ?? '');
  const [query, setQuery] = useState(initial);
  const [teams, setTeams] = useState<readonly string[]>(view?.teams.map(({ id }) => id) ?? []);
  const save = async (): Promise<void> => {
    const input = { name: name.trim(), query: query.trim(), teams };
    const result = await (view === null ? create(input) : update({ id: view.id, input }));
    if ('error' in result) return report.failure(result.error);
    report.success(text('view.saved', { name: result.data.name }));
    onSaved(result.data);
  };
  const shareable = me.teams.filter(({ id }) => me.memberOf.includes(id) || teams.includes(id));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Field.Root required>
          <Field.Label>{text('view.name')}</Field.Label>
          <TextInput
            value={name}
            maxLength={LONGEST_NAME}
            autoFocus
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => setName(event.target.value)}
          />
        </Field.Root>
        <Field.Root required hint={text('view.query-hint')}>
          <Field.Label>{text('view.query')}</Field.Label>
          <TextInput
            value={query}
            maxLength={1000}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => setQuery(event.target.value)}
          />
          <Field.Hint />
        </Field.Root>
        {me.allowed.workCases && shareable.length > 0 && (
          <Field.Root hint={text('view.teams-hint')}>
            <Field.Label>{text('view.teams')}</Field.Label>
            <MultiSelect value={[...teams]} withTags onChange={(chosen: string[]) => setTeams(chosen)}>
              {shareable.map((team) => (
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
            disabled={name.trim() === '' || query.trim() === ''}
            loading={creating.isLoading || updating.isLoading}
          >
            {text('view.save')}
          </Button>
        </Flex>
      </Flex>
    </form>
  );
};
