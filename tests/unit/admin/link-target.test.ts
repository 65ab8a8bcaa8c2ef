import { linkTarget } from '../../../admin/src/components/rich-text/link-target';

test.each([
  ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
  ['  HTTP://example.org ', 'HTTP://example.org'],
  ['example.org', 'https://example.org'],
  ['example.org:8080/path', 'https://example.org:8080/path'],
  ['ana@example.org', 'mailto:ana@example.org'],
  ['mailto:ana@example.org?subject=x', 'mailto:ana@example.org?subject=x'],
  ['tel:+33 1 23 45', 'tel:+33 1 23 45'],
])('links %s', (written, target) => {
  expect(linkTarget(written)).toBe(target);
});

test.each([
  '',
  'word',
  'javascript:alert(1)',
  'JaVaScRiPt://example.org/%0aalert(1)',
  'data:text/html,x',
  'https://',
  'two words.org',
])('does not link %s', (written) => {
  expect(linkTarget(written)).toBeNull();
});
