/** Everything by keyboard on Mailroom's pages: what listens to the keys, and what holds the sheet and the palette. */
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { lazyPart } from '../components/lazyPart';
import { useReport } from '../hooks/useReport';
import { useText } from '../hooks/useText';
import { CommandContext, useShortcuts } from '../hooks/useShortcuts';
import { createCommandCenter } from './center';
import { GoKeys } from './GoKeys';
import type { PaletteProps } from './palette/Palette';
import type { PaletteRequest } from './palette/request';
import { COMMANDS } from './registry';
import { SequenceHint } from './SequenceHint';
import { ShortcutSheet } from './ShortcutSheet';
import { useCommandKeys } from './useCommandKeys';
import { useFocusOutOfFrames, useKeptFocus } from './useKeptFocus';
import type { Me } from '../../../server/src/api/contracts';

/** There is no place for a message where no palette is: it is told like anything else that failed. */
const PaletteFailed = ({ props }: { readonly props: PaletteProps }) => {
  const text = useText();
  const report = useReport();
  useEffect(() => {
    report.warning(text('error.unreachable'));
    props.onClose();
    // Told once.
  }, []); // eslint-disable-line react-hooks/exhaustive-deps
  return null;
};

const Palette = lazyPart<PaletteProps>(() => import('./palette/Palette'), { failed: PaletteFailed });

export interface Windows {
  readonly showSheet: () => void;
  readonly showPalette: (request: PaletteRequest) => void;
}

const WindowsContext = createContext<Windows>({ showSheet: () => {}, showPalette: () => {} });

export const useCommandWindows = (): Windows => useContext(WindowsContext);

/** Stands before all others who answer, so that a page's answer to the same key counts more. */
const OwnKeys = ({ showSheet, showPalette }: Windows) => {
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

/** Listens to the keys; everything that answers them stands inside. */
export const CommandProvider = ({ children }: { readonly children: ReactNode }) => {
  const [center] = useState(() => createCommandCenter(COMMANDS));
  const waiting = useCommandKeys(center);
  useKeptFocus();
  useFocusOutOfFrames();
  return (
    <CommandContext.Provider value={center}>
      {children}
      <SequenceHint waiting={waiting} />
    </CommandContext.Provider>
  );
};

/** Holds the sheet and the palette, which does things that can be undone: it stands inside of what offers that. */
export const CommandWindows = ({ me, children }: { readonly me: Me; readonly children: ReactNode }) => {
  const [sheet, setSheet] = useState(false);
  const [request, setRequest] = useState<PaletteRequest | null>(null);
  const { remember, giveBack } = useReturn();
  const windows = useMemo<Windows>(
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
    <WindowsContext.Provider value={windows}>
      <OwnKeys {...windows} />
      <GoKeys me={me} />
      {children}
      <ShortcutSheet
        open={sheet}
        onOpenChange={(open) => {
          setSheet(open);
          if (!open) giveBack();
        }}
      />
      {request && (
        <Palette
          me={me}
          request={request}
          onClose={() => {
            setRequest(null);
            giveBack();
          }}
        />
      )}
    </WindowsContext.Provider>
  );
};
