/** Everything by keyboard on Mailroom's pages: listens to the keys, and holds the sheet and the palette. */
import { createContext, lazy, Suspense, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { CommandContext, useShortcuts } from '../hooks/useShortcuts';
import { createCommandCenter } from './center';
import { GoKeys } from './GoKeys';
import type { PaletteRequest } from './palette/request';
import { COMMANDS } from './registry';
import { SequenceHint } from './SequenceHint';
import { ShortcutSheet } from './ShortcutSheet';
import { useCommandKeys } from './useCommandKeys';
import { useFocusOutOfFrames, useKeptFocus } from './useKeptFocus';
import type { Me } from '../../../server/src/api/contracts';

const Palette = lazy(() => import('./palette/Palette'));

export interface CommandWindows {
  readonly showSheet: () => void;
  readonly showPalette: (request: PaletteRequest) => void;
}

const WindowsContext = createContext<CommandWindows>({ showSheet: () => {}, showPalette: () => {} });

export const useCommandWindows = (): CommandWindows => useContext(WindowsContext);

/** Stands before all others who answer, so that a page's answer to the same key counts more. */
const OwnKeys = ({ showSheet, showPalette }: CommandWindows) => {
  useShortcuts({
    '?': showSheet,
    'Mod+k': () => showPalette({ page: 'all', target: null }),
    '/': () => document.querySelector<HTMLElement>('[data-mailroom-search]')?.focus(),
  });
  return null;
};

/** Gives the focus back to what had it before a window was opened. */
function useReturn() {
  const opener = useRef<Element | null>(null);
  return {
    remember: (): void => {
      opener.current = document.activeElement;
    },
    giveBack: (): void => {
      const element = opener.current;
      // What was chosen may have brought the focus somewhere already.
      setTimeout(() => {
        const isFree = document.activeElement === null || document.activeElement === document.body;
        if (isFree && element instanceof HTMLElement && element.isConnected) element.focus();
      }, 0);
    },
  };
}

export const CommandProvider = ({ me, children }: { readonly me: Me; readonly children: ReactNode }) => {
  const [center] = useState(() => createCommandCenter(COMMANDS));
  const [sheet, setSheet] = useState(false);
  const [request, setRequest] = useState<PaletteRequest | null>(null);
  const { remember, giveBack } = useReturn();
  const waiting = useCommandKeys(center);
  useKeptFocus();
  useFocusOutOfFrames();
  const windows = useMemo<CommandWindows>(
    () => ({
      showSheet: () => {
        remember();
        setSheet(true);
      },
      showPalette: (next) => {
        remember();
        setRequest(next);
      },
    }),
    [], // eslint-disable-line react-hooks/exhaustive-deps
  );
  return (
    <CommandContext.Provider value={center}>
      <WindowsContext.Provider value={windows}>
        <OwnKeys {...windows} />
        <GoKeys me={me} />
        {children}
        <SequenceHint waiting={waiting} />
        <ShortcutSheet
          open={sheet}
          onOpenChange={(open) => {
            setSheet(open);
            if (!open) giveBack();
          }}
        />
        {request && (
          <Suspense fallback={null}>
            <Palette
              me={me}
              request={request}
              onClose={() => {
                setRequest(null);
                giveBack();
              }}
            />
          </Suspense>
        )}
      </WindowsContext.Provider>
    </CommandContext.Provider>
  );
};
