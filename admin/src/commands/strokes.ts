/** What was pressed, as the table of commands writes it. Pure: it knows no page and no command. */

/** What of a keyboard event counts. */
export interface PressedKey {
  readonly key: string;
  /** the place on the keyboard, as `KeyJ` */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Signs by their place on an American keyboard: alone, and with the shift key. */
const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  Slash: ['/', '?'],
  Period: ['.', '>'],
  Digit3: ['3', '#'],
};

const isSingle = (key: string): boolean => [...key].length === 1;
const isLetter = (key: string): boolean => /^[a-z]$/i.test(key);
const isOtherScript = (key: string): boolean => isSingle(key) && (key.codePointAt(0) ?? 0) > 127;

/** The Latin key where another script is written (Cyrillic, Greek, Arabic …): commands are named by Latin letters. */
function latinKey({ key, code, shiftKey }: PressedKey): string {
  if (!isOtherScript(key)) return key;
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  return SIGNS[code]?.[shiftKey ? 1 : 0] ?? key;
}

/**
 * One key with what is held: `j`, `#`, `Mod+k`, `Mod+Shift+Enter`; `Mod` is Ctrl, or Cmd on a Mac. Null: it is nobody's
 * business here. Signs are taken as they are written, however a keyboard has them (`#` is AltGr and 3 on a French one);
 * letters count without regard to Caps Lock.
 */
export function strokeOf(pressed: PressedKey): string | null {
  const key = latinKey(pressed);
  const { ctrlKey, metaKey, altKey, shiftKey } = pressed;
  if (isSingle(key) && !isLetter(key) && !metaKey && ctrlKey === altKey) return key;
  if (isSingle(key) && !isLetter(key) && altKey && !ctrlKey && !metaKey) return key;
  if (altKey) return null;
  const name = isLetter(key) ? key.toLowerCase() : key;
  const shift = shiftKey && !(isSingle(key) && !isLetter(key)) ? 'Shift+' : '';
  return `${ctrlKey || metaKey ? 'Mod+' : ''}${shift}${name}`;
}

/** How a sequence of keys is written for people: `⌘ K` on a Mac, `Ctrl + K` elsewhere. One word a key. */
export function keyCaps(keys: string, onMac: boolean): readonly string[] {
  const caps: Readonly<Record<string, string>> = { Mod: onMac ? '⌘' : 'Ctrl', Shift: onMac ? '⇧' : 'Shift' };
  return keys
    .split(' ')
    .flatMap((stroke) => (stroke === '+' ? [stroke] : stroke.split('+')))
    .map((part) => caps[part] ?? part);
}
