import assert from 'node:assert/strict';
import { isForThisMachine } from '../../client/api/start-api.ts';
import { loadConfig } from '../../config.ts';

describe('an API whose reads are open', () => {
  const isOpen = (environment: Record<string, string>) => isForThisMachine(loadConfig(environment).api);

  it('is one that this machine alone reaches', () => {
    assert.equal(isOpen({}), true);
    assert.equal(isOpen({ REPOMETER_API_HOST: 'localhost' }), true);
    assert.equal(isOpen({ REPOMETER_API_HOST: '::1', REPOMETER_API_NAMES: 'LocalHost, 127.0.0.1' }), true);
    assert.equal(isOpen({ REPOMETER_API_HOST: '0.0.0.0', REPOMETER_API_NAMES: 'localhost' }), false);
    assert.equal(isOpen({ REPOMETER_API_HOST: '10.1.2.3' }), false);
  });

  it('is none that a proxy on this machine shows to others', () => {
    assert.equal(isOpen({ REPOMETER_API_NAMES: 'repometer.example.org' }), false);
    assert.equal(isOpen({ REPOMETER_API_NAMES: 'localhost,repometer.example.org' }), false);
  });
});
