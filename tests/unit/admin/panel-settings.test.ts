import {
  choicesOf,
  keptSettings,
  withChoice,
  withSent,
  withStored,
} from '../../../admin/src/utils/panelSettings';
import { USUAL_PANEL } from '../../../server/src/domain/preferences';

const LENA = 7;
const OMAR = 8;
const fresh = withStored(keptSettings(null), LENA, USUAL_PANEL);

test('what a browser keeps is read again; what nobody wrote is as usual', () => {
  const chosen = withChoice(fresh, { density: 'compact' });
  expect(keptSettings(JSON.stringify(chosen))).toEqual(chosen);
  for (const text of [null, 'broken', '7', 'null', '{"userId":7}', '{"userId":7,"values":null}'])
    expect(keptSettings(text).values).toEqual(USUAL_PANEL);
  const guessed = '{"userId":7,"values":{"density":"huge","shortcuts":0},"unsent":["density","other"]}';
  expect(keptSettings(guessed)).toEqual({ userId: LENA, values: USUAL_PANEL, unsent: ['density'] });
});

test('a choice holds while the server cannot be told, and until it was told', () => {
  const chosen = withChoice(fresh, { shortcuts: false });
  expect(choicesOf(chosen)).toEqual({ shortcuts: false });
  // The server still says what it knew, and something that was chosen in another browser.
  const told = withStored(chosen, LENA, { ...USUAL_PANEL, density: 'compact' });
  expect(told.values).toEqual({ ...USUAL_PANEL, density: 'compact', shortcuts: false });
  const sent = withSent(told, choicesOf(told));
  expect(sent.unsent).toEqual([]);
  expect(withStored(sent, LENA, USUAL_PANEL).values).toEqual(USUAL_PANEL);
});

test('what was chosen anew while a choice was on its way is sent as well', () => {
  const chosen = withChoice(fresh, { shortcuts: false });
  const again = withChoice(chosen, { shortcuts: true, guideDismissed: true });
  expect(choicesOf(withSent(again, choicesOf(chosen)))).toEqual({ shortcuts: true, guideDismissed: true });
});

test('another user of the same browser takes over nothing', () => {
  const chosen = withChoice(fresh, { density: 'compact' });
  expect(withStored(chosen, OMAR, USUAL_PANEL)).toEqual({ userId: OMAR, values: USUAL_PANEL, unsent: [] });
});
