import { languageTag, storedVersions, versionFor } from '../../../../server/src/domain/template';

const versions = ['en', 'pt-BR', 'de', 'zh-Hant'].map((language) => ({ language, subject: '', html: '' }));
const chosen = (...wanted: (string | null)[]) => versionFor(versions, wanted)?.language;

describe('the language of a template', () => {
  it.each([
    [['de'], 'de'],
    [['de-AT'], 'de'],
    [['pt-PT'], 'pt-BR'],
    [['PT'], 'pt-BR'],
    [['zh-Hant-TW'], 'zh-Hant'],
    [['fr'], 'en'],
    [[], 'en'],
    [[null, 'de'], 'de'],
    [['fr', 'de'], 'de'],
  ])('wants %j and gets %s', (wanted, language) => {
    expect(chosen(...wanted)).toBe(language);
  });

  it('has none without versions', () => {
    expect(versionFor([], ['en'])).toBeNull();
  });

  it.each([
    ['pt_br', 'pt-BR'],
    [' EN ', 'en'],
    ['', null],
    ['english language', null],
    ['x', null],
    ['de-1-1', null],
  ])('writes %j as %j', (written, tag) => {
    expect(languageTag(written)).toBe(tag);
  });

  it('passes over what is no version', () => {
    expect(storedVersions([null, 1, { language: 'en' }, versions[0]])).toEqual([versions[0]]);
    expect(storedVersions('x')).toEqual([]);
  });
});
