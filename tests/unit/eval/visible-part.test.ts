import { join } from 'node:path';
import { evaluate } from '../../../eval/run';
import { describeWithCorpus } from '../support/corpus';

const CORPUS = join(__dirname, '../../../../shared/corpus');

describeWithCorpus('the visible part of the corpus', () => {
  test('is what its sources assert', async () => {
    const { replies, forwards } = await evaluate(CORPUS, ['replies', 'forwards']);
    expect(replies?.entries).toBeGreaterThan(100);
    expect(forwards?.entries).toBeGreaterThan(100);
    for (const result of [replies, forwards]) {
      expect(result?.thrown).toBe(0);
      expect((result?.right ?? 0) / (result?.judged ?? 1)).toBeGreaterThan(0.95);
    }
    const share = (counts: { right: number; judged: number } | undefined) =>
      (counts?.right ?? 0) / (counts?.judged ?? 1);
    for (const key of ['visibleReply', 'visibleReplyStartsWith', 'visibleReplyContains', 'nothingStripped'])
      expect([key, share(replies?.keys[key]) >= 0.95]).toEqual([key, true]);
    for (const key of ['forwarded', 'message', 'original'])
      expect([key, share(forwards?.keys[key]) >= 0.95]).toEqual([key, true]);
  }, 60_000);
});
