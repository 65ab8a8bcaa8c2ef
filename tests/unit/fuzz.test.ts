/** A thousand damaged mails, the same ones every time; `npm run fuzz` reads many more. */
import { fuzz } from '../../fuzz/fuzz';
import { CORPUS, describeWithCorpus } from './support/corpus';

describeWithCorpus('damaged mails', () => {
  test('a thousand are read or refused, and nothing else', async () => {
    const { runs, failures, parsed, unparsable } = await fuzz({
      corpus: CORPUS,
      runs: 1000,
      seed: 4,
      only: null,
    });
    expect(failures).toEqual([]);
    expect(runs).toBe(1000);
    expect(parsed + unparsable).toBe(1000);
    // Damage that left nothing to read would prove nothing.
    expect(parsed).toBeGreaterThan(900);
  }, 180_000);
});
