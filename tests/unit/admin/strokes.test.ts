import { keyCaps, strokeOf, type PressedKey } from '../../../admin/src/commands/strokes';

const press = (key: string, code = '', held: Partial<PressedKey> = {}) =>
  strokeOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test('letters and signs are taken as they are written', () => {
  expect(['j', '/', '.'].map((key) => press(key))).toEqual(['j', '/', '.']);
  expect(press('?', 'Slash', { shiftKey: true })).toBe('?');
  expect(press('#', 'Digit3', { shiftKey: true })).toBe('#');
  expect(press('Enter', 'Enter')).toBe('Enter');
});

test('Caps Lock changes nothing, the shift key makes another key', () => {
  expect(press('J', 'KeyJ')).toBe('j');
  expect(press('J', 'KeyJ', { shiftKey: true })).toBe('Shift+j');
});

test('Ctrl and Cmd are one', () => {
  expect(press('k', 'KeyK', { ctrlKey: true })).toBe('Mod+k');
  expect(press('k', 'KeyK', { metaKey: true })).toBe('Mod+k');
  expect(press('Enter', 'Enter', { ctrlKey: true, shiftKey: true })).toBe('Mod+Shift+Enter');
});

test.each([
  ['Cyrillic', 'о', 'KeyJ', {}, 'j'],
  ['Cyrillic with Ctrl', 'л', 'KeyK', { ctrlKey: true }, 'Mod+k'],
  ['Greek', 'ξ', 'KeyJ', {}, 'j'],
  ['Arabic slash', '؟', 'Slash', { shiftKey: true }, '?'],
])('%s letters count by their place', (_name, key, code, held, expected) => {
  expect(press(key, code, held)).toBe(expected);
});

test('signs that need AltGr or Option are the same signs', () => {
  // Windows reports AltGr as Ctrl and Alt, a Mac its Option key as Alt.
  expect(press('#', 'Digit3', { ctrlKey: true, altKey: true })).toBe('#');
  expect(press('#', 'Digit3', { altKey: true })).toBe('#');
});

test('the browser’s and the system’s own keys are left alone', () => {
  expect(press('e', 'KeyE', { altKey: true })).toBeNull();
  expect(press('#', 'Digit3', { metaKey: true })).toBe('Mod+#');
});

test('keys are written as the keyboard has them', () => {
  expect(keyCaps('Mod+Shift+Enter', true)).toEqual(['⌘', '⇧', 'Enter']);
  expect(keyCaps('Mod+k', false)).toEqual(['Ctrl', 'k']);
  expect(keyCaps('g i', false)).toEqual(['g', 'i']);
});
