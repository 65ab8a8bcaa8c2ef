import { csvOf } from '../../../server/src/domain/work-report/csv';

test('rows end with CRLF, and what would break a cell is quoted (RFC 4180)', () => {
  expect(
    csvOf(
      [
        ['name', 'amount'],
        ['Feld, "GmbH"\nMainz', 3],
        [null, -1.5],
      ],
      false,
    ),
  ).toBe('name,amount\r\n"Feld, ""GmbH""\nMainz",3\r\n,-1.5\r\n');
});

test('a byte order mark only when it is asked for', () => {
  expect(csvOf([['ä']], true)).toBe('\uFEFFä\r\n');
  expect(csvOf([['ä']], false)).toBe('ä\r\n');
});

test.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '\tcmd', '\r=1', '＝1'])(
  'no formula comes of a name like %j',
  (name) => {
    const [cell = ''] = csvOf([[name]], false).split(/\r\n$/);
    expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
    expect(cell).toContain(name);
  },
);

test('names that only hold such signs stay as they are', () => {
  expect(csvOf([['a=b', 'x-y', 'lena@shop.example']], false)).toBe('a=b,x-y,lena@shop.example\r\n');
});
