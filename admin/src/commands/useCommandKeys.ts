/** Listens to the keyboard and runs what is meant. */
import { useEffect, useState } from 'react';
import { panelSettings } from '../hooks/usePanelSettings';
import { SEQUENCE_TIME, type CommandCenter, type Press } from './center';
import { meantStroke } from './key-events';

/** These work without single keys too: the sheet switches them on again, and the palette is no single key. */
const ALWAYS: readonly string[] = ['?', 'Mod+k'];

export type Waiting = Extract<Press, { kind: 'waiting' }>;

/** @returns the sequence that has begun, to be shown */
export function useCommandKeys(center: CommandCenter): Waiting | null {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return;
      const stroke = meantStroke(event);
      if (stroke === null || (!panelSettings().shortcuts && !ALWAYS.includes(stroke))) {
        center.forgetSequence();
        return setWaiting(null);
      }
      const press = center.press(stroke, Date.now());
      setWaiting(press.kind === 'waiting' ? press : null);
      if (press.kind === 'none') return;
      const follows =
        stroke === 'Enter' && event.target instanceof Element && event.target.closest('a, button');
      // A link or button that has the focus answers Enter itself.
      if (follows) return;
      event.preventDefault();
      if (press.kind === 'run' && (!event.repeat || press.command.repeats === true)) press.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [center]);
  useEffect(() => {
    if (waiting === null) return;
    const timer = setTimeout(() => setWaiting(null), SEQUENCE_TIME);
    return () => clearTimeout(timer);
  }, [waiting]);
  return waiting;
}
