import assert from 'node:assert/strict';
import { partsOfAddress } from '../../client/api/server/parts-of-address.ts';

describe('the parts of an address', () => {
  const read = (url: string) => {
    const { path, parameters } = partsOfAddress(url);
    return [path, Object.fromEntries(parameters)];
  };

  it('are the path, and the parameters, in whose values a ? may stand', () => {
    assert.deepEqual(read('/api/v1/kpis/labels'), ['/api/v1/kpis/labels', {}]);
    assert.deepEqual(read('/api/v1/kpis/labels?'), ['/api/v1/kpis/labels', {}]);
    assert.deepEqual(read('/api/v1/kpis/labels?repository=a/b&label=why?&page_size=5'), [
      '/api/v1/kpis/labels',
      { repository: 'a/b', label: 'why?', page_size: '5' },
    ]);
  });
});
