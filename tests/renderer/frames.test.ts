import { expect, it } from 'vitest';
import { readFrameOrigin } from '../../protocol/frames';

const read = (typed: string, takesLocal = false) => {
  const found = readFrameOrigin(typed, takesLocal);
  return 'origin' in found ? found.origin : [found.flaw, found.meant];
};

it('makes what an administrator types or pastes into a site as browsers write it', () => {
  expect(read(' https://market.test ')).toBe('https://market.test');
  expect(read('market.test')).toBe('https://market.test');
  expect(read('https://Market.TEST:443/')).toBe('https://market.test');
  expect(read('https://shop.market.test:8443')).toBe('https://shop.market.test:8443');
  expect(read('https://маркет.рф/')).toBe('https://xn--80akogvo.xn--p1ai');
  expect(read('http://localhost:8080', true)).toBe('http://localhost:8080');
  expect(read('http://127.0.0.1', true)).toBe('http://127.0.0.1');
});

it('says what is wrong with what is no site', () => {
  for (const nothing of ['', 'https://', 'a b', 'javascript:alert(1)', 'ftp://market.test', 'https://market_one.test', 'data:text/html,x']) expect([nothing, read(nothing, true)]).toEqual([nothing, ['no_site', '']]);
  for (const many of ['*', 'https://*.market.test']) expect(read(many)).toEqual(['wildcard', '']);
  for (const page of ['https://market.test/orders', 'market.test/?a', 'https://market.test/#x', 'https://user:pass@market.test']) expect([page, read(page)]).toEqual([page, ['path', 'https://market.test']]);
  expect(read('http://market.test', true)).toEqual(['no_https', '']);
  expect(read('http://localhost:8080')).toEqual(['no_https', '']);
});
