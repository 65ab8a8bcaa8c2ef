/**
 * A part of the page whose code is loaded when it is first shown. Where it cannot be loaded, as without a connection, that part says so
 * and is tried again; the page around it stays, which a lazy component of React's would take away with it.
 */
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { FailureState } from './states';

interface LazyPartOptions<Props> {
  /** instead of the part while it is loading; nothing unless told */
  readonly waiting?: (props: Props) => ReactNode;
  /** instead of the part when it could not be loaded; a message with a button unless told */
  readonly failed?: ComponentType<{ readonly props: Props; readonly onRetry: () => void }>;
}

/** What a browser says of a server that it cannot reach. */
const UNREACHABLE = { name: 'TypeError', message: '' };

const LoadFailed = ({ onRetry }: { readonly onRetry: () => void }) => (
  <FailureState error={UNREACHABLE} onRetry={onRetry} />
);

/** @param load asks for the code; asked again after a failure, and not after that */
export function lazyPart<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
  { waiting, failed: Failed = LoadFailed }: LazyPartOptions<Props> = {},
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;

  return function LazyPart(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    const [failed, setFailed] = useState(false);
    const asks = Part === null && !failed;
    useEffect(() => {
      if (!asks) return;
      let isShown = true;
      load().then(
        (module) => {
          loaded = module.default;
          if (isShown) setPart(() => module.default);
        },
        () => isShown && setFailed(true),
      );
      return () => {
        isShown = false;
      };
    }, [asks]);
    useEffect(() => {
      if (!failed) return;
      const retry = (): void => setFailed(false);
      window.addEventListener('online', retry);
      return () => window.removeEventListener('online', retry);
    }, [failed]);
    if (Part !== null) return <Part {...props} />;
    return failed ? (
      <Failed props={props} onRetry={() => setFailed(false)} />
    ) : (
      <>{waiting?.(props) ?? null}</>
    );
  };
}
