import type { VisiblePart } from '../../../../server/src/domain/visible-part';
import { openText, visiblePartOf } from '../../../../server/src/domain/visible-part/visible-part-of';
import { bytesOf, corpus, describeWithCorpus } from '../../support/corpus';
import { processorTime } from '../../../support/processor-time';

const UNKNOWN = { subject: '', answers: false };

/** The folds are ordered, inside the text and apart; what is open and what is folded are the whole text. */
function expectWhole(text: string, { folds, text: open }: VisiblePart): void {
  let from = 0;
  let rebuilt = '';
  for (const { start, end } of folds) {
    expect(start).toBeGreaterThanOrEqual(from);
    expect(end).toBeGreaterThan(start);
    rebuilt += text.slice(from, start) + text.slice(start, end);
    from = end;
  }
  expect(from).toBeLessThanOrEqual(text.length);
  expect(rebuilt + text.slice(from)).toBe(text);
  expect(open).toBe(openText(text, folds));
  if (text.trim() !== '') expect(open).not.toBe('');
}

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

/** Lines doubled, dropped, moved, quoted and cut. */
function mutated(text: string, next: (below: number) => number): string {
  const lines = text.split('\n');
  for (let times = 0; times < 6; times += 1) {
    const at = next(lines.length);
    const line = lines[at] ?? '';
    const change = next(6);
    if (change === 0) lines.splice(at, 1);
    else if (change === 1) lines.splice(at, 0, lines[next(lines.length)] ?? '');
    else if (change === 2) lines[at] = `> ${line}`;
    else if (change === 3) lines[at] = line.slice(next(line.length + 1));
    else if (change === 4) lines[at] = `${line}:`;
    else lines[at] = '';
  }
  return lines.join(next(2) === 0 ? '\n' : '\r\n');
}

test.each([
  '',
  ' ',
  '\n',
  '\r',
  '>',
  '> ',
  '--',
  '-- \n',
  ':',
  'a:',
  '\n\n> a\n\n',
  'a > b\n>> c',
  '\ud800',
  '> a\r> b\rc',
])('nothing is lost of %j', (text) => expectWhole(text, visiblePartOf(text, UNKNOWN)));

describeWithCorpus('nothing is lost', () => {
  const texts = (['replies', 'forwards', 'auto-replies'] as const).flatMap((kind) =>
    corpus(kind, ['text-body', 'html-body', 'message']).map((entry) => bytesOf(kind, entry).toString('utf8')),
  );

  test('of any text of the corpus', () => {
    expect(texts.length).toBeGreaterThan(200);
    for (const text of texts) expectWhole(text, visiblePartOf(text, UNKNOWN));
  });

  test('of texts made from them', () => {
    const next = numbers(4711);
    for (const text of texts.filter(({ length }) => length < 20_000))
      for (let times = 0; times < 8; times += 1) {
        const changed = mutated(text, next);
        expectWhole(
          changed,
          visiblePartOf(changed, { subject: next(2) === 0 ? 'Fwd: a' : '', answers: next(2) === 0 }),
        );
      }
  });
});

describe('time is linear', () => {
  test.each([
    ['a million quote marks in lines', '>\n'.repeat(1_000_000)],
    ['a million quote marks in one line', '>'.repeat(1_000_000)],
    ['introductions', 'On x wrote:\n'.repeat(100_000)],
    ['introductions with a date', 'On 3 Mar 2026, a@b.example wrote:\n'.repeat(50_000)],
    ['introductions above quotes', 'On 3 Mar 2026, Ann wrote:\n> a\nb\n'.repeat(30_000)],
    ['header lines', 'From: a@b.example\n'.repeat(100_000)],
    ['header blocks', 'From: a@b.example\nDate: 3 Mar 2026\nSubject: x\n\n'.repeat(30_000)],
    ['headers without end', `From: a@b.example\nDate: 1\nSubject: ${'x, '.repeat(300_000)}`],
    ['recipients', `From: a@b.example\nTo: ${'a@b.example;\n'.repeat(100_000)}`],
    ['rules', `${'-'.repeat(80)}\n`.repeat(50_000)],
    ['a rule', '-'.repeat(3_000_000)],
    ['blank lines', '\n'.repeat(3_000_000)],
    ['white space', ' '.repeat(3_000_000)],
    ['colons', ':'.repeat(1_000_000)],
    ['signatures', '-- \nAnn\n'.repeat(100_000)],
    ['closings', 'Regards,\nAnn\n\n'.repeat(100_000)],
    ['words', 'word '.repeat(1_000_000)],
    ['brackets', `From: ${'<'.repeat(300_000)}\nDate: 1\nSubject: a`],
    ['fields in one line', `-- Forwarded message -- ${'From: a To: b '.repeat(100_000)}`],
    ['quoted and answered', '> a\nb\n'.repeat(100_000)],
  ])('for %s', (_, text) => {
    const started = processorTime();
    expectWhole(text, visiblePartOf(text, UNKNOWN));
    expect(processorTime() - started).toBeLessThan(3_000);
  });
});
