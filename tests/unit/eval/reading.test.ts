/** What is read of real mail is right as often as it has to be. */
import { evaluate } from '../../../eval/run';
import { CORPUS, describeWithCorpus } from '../support/corpus';

describeWithCorpus('reading', () => {
  test.each(['mime', 'charsets'])('%s is right in 99 of 100', async (kind) => {
    const result = (await evaluate(CORPUS, [kind]))[kind];
    expect(result?.thrown).toBe(0);
    expect(result?.keys.mustParse).toEqual({
      right: result?.keys.mustParse?.judged,
      judged: expect.any(Number),
    });
    expect(result?.judged).toBeGreaterThan(150);
    expect((result?.right ?? 0) / (result?.judged ?? 1)).toBeGreaterThanOrEqual(0.99);
  });
});
