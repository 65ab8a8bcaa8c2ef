import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import de from '../../../admin/src/translations/de';
import en from '../../../admin/src/translations/en';
import es from '../../../admin/src/translations/es';
import fr from '../../../admin/src/translations/fr';
import id from '../../../admin/src/translations/id';

const FOLDER = join(__dirname, '../../../admin/src/translations');

const inFiles = (language: string): object =>
  Object.assign(
    {},
    ...readdirSync(join(FOLDER, language)).map(
      (file) => JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as object,
    ),
  ) as object;

test.each(Object.entries({ de, en, es, fr, id }))(
  '%s is loaded with every one of its files',
  (language, texts) => {
    expect(texts).toEqual(inFiles(language));
  },
);
