import { auditFilter, EVERYTHING, valueText } from '../../../admin/src/pages/settings/audit/audit-filter';
import {
  connectionValues,
  toConnectionSettings,
  validateConnections,
} from '../../../admin/src/pages/settings/general/connection-values';

describe('the filter of the audit trail', () => {
  test('nothing chosen asks for everything', () => expect(auditFilter(EVERYTHING)).toEqual({}));

  test('days count from their beginning to their end, where the reader is', () => {
    const filter = auditFilter({
      subject: 'team',
      actor: 'user:1',
      from: new Date(2026, 0, 31, 15, 30),
      to: new Date(2026, 0, 31, 1),
    });
    expect(filter).toEqual({
      subject: 'team',
      actor: 'user:1',
      from: new Date(2026, 0, 31).toISOString(),
      to: new Date(2026, 1, 1).toISOString(),
    });
  });

  test.each([
    [null, null],
    ['', null],
    [0, '0'],
    [false, 'false'],
    [['a', 'b'], 'a, b'],
    [[{ path: 'x' }], '{"path":"x"}'],
  ])('%j is shown as %j', (value, text) => expect(valueText(value)).toBe(text));
});

describe('the lists of allowed servers', () => {
  const settings = {
    hosts: ['a.example', '*.b.example'],
    privateNetworks: ['10.0.0.0/8'],
    ports: [2143, 80],
  };

  test('one entry a line, and back', () => {
    const values = connectionValues(settings);
    expect(values).toEqual({
      hosts: 'a.example\n*.b.example',
      privateNetworks: '10.0.0.0/8',
      ports: '2143\n80',
    });
    expect(toConnectionSettings(values)).toEqual(settings);
  });

  test('blanks, commas and repetitions do no harm', () => {
    const values = {
      hosts: ' a.example,\n\n *.b.example ; a.example',
      privateNetworks: '10.0.0.0/8',
      ports: '2143, 80',
    };
    expect(toConnectionSettings(values)).toEqual(settings);
  });

  test.each(['0', '65536', 'imap', '1.5', '-1'])('"%s" is no port', (ports) => {
    expect(validateConnections({ ...connectionValues(settings), ports })).toEqual([
      { path: 'ports', id: 'settings.general.ports-wrong' },
    ]);
  });
  test('ports that are', () => expect(validateConnections(connectionValues(settings))).toEqual([]));
});
