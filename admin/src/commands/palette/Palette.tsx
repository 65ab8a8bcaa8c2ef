/**
 * The command palette: a field, and below it what can be done, where one can go and which cases are found. A combobox as
 * WAI-ARIA describes it: the focus stays in the field, the arrows move along the list. Loaded when it is first opened.
 */
import { useEffect, useId, useRef, useState } from 'react';
import { Box, Flex, Modal, Typography, VisuallyHidden } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { styled } from 'styled-components';
import { useText } from '../../hooks/useText';
import { KeyCaps } from '../KeyCaps';
import { inGroups, type PaletteItem } from './items';
import type { PalettePage, PaletteRequest } from './request';
import { usePaletteItems } from './usePaletteItems';
import type { Me } from '../../../../server/src/api/contracts';

const Field = styled.input`
  width: 100%;
  padding: ${({ theme }) => `${theme.spaces[4]} ${theme.spaces[5]}`};
  border: 0;
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral200};
  background: ${({ theme }) => theme.colors.neutral0};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[3]};

  &:focus {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
  &::placeholder {
    color: ${({ theme }) => theme.colors.neutral600};
  }
`;

const List = styled(Box)`
  height: min(44rem, 60vh);
  overflow-y: auto;
`;

const Option = styled(Flex)`
  cursor: pointer;

  &[aria-selected='true'] {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

export interface PaletteProps {
  readonly me: Me;
  readonly request: PaletteRequest;
  readonly onClose: () => void;
}

interface OptionRowProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

const OptionRow = ({ id, item, active, onPoint, onChoose }: OptionRowProps) => {
  const text = useText();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <Option
      ref={row}
      id={id}
      role="option"
      aria-selected={active}
      gap={3}
      padding={2}
      paddingLeft={5}
      paddingRight={5}
      onMouseMove={onPoint}
      onClick={onChoose}
    >
      <Typography ellipsis dir="auto">
        {item.label}
      </Typography>
      {item.chosen && <Check aria-label={text('palette.chosen')} />}
      <Flex gap={3} marginLeft="auto" flex="none">
        {item.hint && (
          <Typography variant="pi" textColor="neutral600">
            {item.hint}
          </Typography>
        )}
        {item.keys && (
          <span aria-hidden>
            <KeyCaps keys={item.keys} />
          </span>
        )}
      </Flex>
    </Option>
  );
};

/** Which page is shown, what is typed, and which of its items Enter chooses. */
function useChoosing({ me, request, onClose }: PaletteProps) {
  const [page, setPage] = useState<PalettePage>(request.page);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const { items, loading } = usePaletteItems({ me, page, target: request.target, typed });
  const groups = inGroups(items, typed);
  const shown = groups.flatMap(([, found]) => found);
  const at = Math.min(active, Math.max(shown.length - 1, 0));
  const type = (next: string): void => {
    setTyped(next);
    setActive(0);
  };
  const show = (next: PalettePage): void => {
    setPage(next);
    type('');
  };
  const choose = (item: PaletteItem | undefined): void => {
    if (!item) return;
    if (item.does.kind === 'page') return show(item.does.page);
    onClose();
    // The window is gone first: what is run may open another, or move the focus.
    const { run } = item.does;
    setTimeout(run, 0);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setActive((at + 1) % Math.max(shown.length, 1)),
      ArrowUp: () => setActive((at - 1 + shown.length) % Math.max(shown.length, 1)),
      PageDown: () => setActive(Math.min(at + 8, shown.length - 1)),
      PageUp: () => setActive(Math.max(at - 8, 0)),
      Enter: () => choose(shown[at]),
      ...(typed === '' && page !== 'all' ? { Backspace: () => show('all') } : {}),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  return { page, typed, type, groups, shown, at, setActive, choose, onKeyDown, loading };
}

const Palette = (props: PaletteProps) => {
  const text = useText();
  const listId = useId();
  const { page, typed, type, groups, shown, at, setActive, choose, onKeyDown, loading } = useChoosing(props);
  const { target } = props.request;
  const title = page === 'all' ? text('palette.title') : text(`palette.case-${page}`);
  const label = page !== 'all' && target ? `${title} #${target.of.number}` : title;
  const optionId = (index: number): string => `${listId}-${index}`;
  const count = text(loading ? 'palette.searching' : 'palette.found', { count: shown.length });
  let index = -1;
  return (
    <Modal.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <VisuallyHidden>
          <Modal.Title>{label}</Modal.Title>
        </VisuallyHidden>
        {page !== 'all' && target && (
          <Box paddingLeft={5} paddingRight={5} paddingTop={3}>
            <Typography variant="sigma" textColor="neutral600" ellipsis>
              {`${title} · #${target.of.number} ${target.subject}`}
            </Typography>
          </Box>
        )}
        <Field
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown.length > 0 ? optionId(at) : undefined}
          placeholder={text(page === 'all' ? 'palette.placeholder' : 'palette.filter')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ target: { value } }) => type(value)}
          onKeyDown={onKeyDown}
        />
        <List id={listId} role="listbox" aria-label={label} paddingTop={2} paddingBottom={2}>
          {groups.map(([group, found]) => (
            <div key={group} role="group" aria-label={text(`palette.group-${group}`)}>
              {group !== 'choices' && (
                <Box aria-hidden paddingLeft={5} paddingTop={2} paddingBottom={1}>
                  <Typography variant="sigma" textColor="neutral600">
                    {text(`palette.group-${group}`)}
                  </Typography>
                </Box>
              )}
              {found.map((item) => {
                index += 1;
                const own = index;
                return (
                  <OptionRow
                    key={item.id}
                    id={optionId(own)}
                    item={item}
                    active={own === at}
                    onPoint={() => setActive(own)}
                    onChoose={() => choose(item)}
                  />
                );
              })}
            </div>
          ))}
        </List>
        <Box paddingLeft={5} paddingRight={5} paddingTop={2} paddingBottom={2} background="neutral100">
          <Typography role="status" variant="pi" textColor="neutral600">
            {shown.length === 0 && !loading && page === 'merge' && typed === ''
              ? text('palette.type-case')
              : count}
          </Typography>
        </Box>
      </Modal.Content>
    </Modal.Root>
  );
};

export default Palette;
