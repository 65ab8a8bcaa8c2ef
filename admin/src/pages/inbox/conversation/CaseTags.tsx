/** The tags of a case: read by everybody, taken away and added by who works on it. */
import { useState } from 'react';
import { Combobox, ComboboxOption, Field, Flex, Tag, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useDebounce } from '@strapi/strapi/admin';
import { Chip } from '../../../components/chips';
import { useCaseActions } from '../../../hooks/useCaseActions';
import { useText } from '../../../hooks/useText';
import { useFindTagsQuery } from '../../../services/caseLife';
import type { CaseDetail, CaseRow } from '../../../../../server/src/api/contracts';

/** Tags as small chips; those that there is no room for are counted, and named to who points at the number. */
export const TagChips = ({ tags, most }: Pick<CaseRow, 'tags'> & { readonly most: number }) => {
  const text = useText();
  const hidden = tags.slice(most);
  const names = hidden.map(({ name }) => name).join(', ');
  return (
    <>
      {tags.slice(0, most).map(({ id, name }) => (
        <Chip key={id}>{name}</Chip>
      ))}
      {hidden.length > 0 && (
        <span title={names} aria-label={text('tags.more', { names })} role="img">
          <Chip>+{hidden.length}</Chip>
        </span>
      )}
    </>
  );
};

export const CaseTags = ({ detail }: { readonly detail: CaseDetail }) => {
  const text = useText();
  const actions = useCaseActions();
  const [isLoading, setLoading] = useState(false);
  const names = detail.tags.map(({ name }) => name);
  const mayChange = detail.allowed.work;
  const set = async (wanted: readonly string[]): Promise<void> => {
    setLoading(true);
    await actions.tag(detail, wanted).finally(() => setLoading(false));
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {names.length === 0 && !mayChange && (
        <Typography variant="pi" textColor="neutral600">
          {text('tags.none')}
        </Typography>
      )}
      <Flex gap={1} wrap="wrap">
        {detail.tags.map(({ id, name }) =>
          mayChange ? (
            <Tag
              key={id}
              icon={<Cross />}
              label={text('tags.remove', { name })}
              disabled={isLoading}
              onClick={() => void set(names.filter((one) => one !== name))}
            >
              {name}
            </Tag>
          ) : (
            <Chip key={id}>{name}</Chip>
          ),
        )}
      </Flex>
      {mayChange && <AddTag present={names} onAdd={(name) => void set([...names, name])} />}
    </Flex>
  );
};

interface AddTagProps {
  readonly present: readonly string[];
  readonly onAdd: (name: string) => void;
}

const AddTag = ({ present, onAdd }: AddTagProps) => {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [added, setAdded] = useState(0);
  const search = useDebounce(typed.trim(), 300);
  const found = useFindTagsQuery(search);
  const hits = (found.data ?? []).filter(({ name }) => !present.includes(name));
  const add = (name: string | undefined): void => {
    setTyped('');
    setAdded((count) => count + 1);
    if (name !== undefined && name.trim() !== '') onAdd(name.trim());
  };
  return (
    <Field.Root name="add-tag" width="100%">
      <Field.Label>{text('tags.add')}</Field.Label>
      <Combobox
        // A new one after each choice: it would else keep the text of the last.
        key={added}
        size="S"
        creatable
        placeholder={text('tags.type')}
        createMessage={(name) => text('tags.create', { name })}
        noOptionsMessage={() => text('tags.type')}
        loading={typed !== '' && found.isFetching}
        onInputChange={({ target }: { target: { value: string } }) => setTyped(target.value)}
        onChange={(id) => {
          const hit = hits.find((one) => one.id === id);
          if (hit !== undefined) add(hit.name);
        }}
        onCreateOption={add}
      >
        {hits.map(({ id, name }) => (
          <ComboboxOption key={id} value={id}>
            {name}
          </ComboboxOption>
        ))}
      </Combobox>
    </Field.Root>
  );
};
