import assert from 'node:assert/strict';
import { eventIdOf, labelIdOf } from '../../activities/store/node-id.ts';
import { newNodeId } from '../simulator/json/addresses.ts';
import { readCsvArchive } from '../support/read-csv-archive.ts';
import { withData } from '../support/shared-data.ts';

const old = (text: string) => Buffer.from(text).toString('base64');
const ofEvent = (id: unknown, repositoryId = '7') => eventIdOf(id, { kind: 'LabeledEvent', repositoryId });

describe('node ids', () => {
  for (const id of [0, 127, 128, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, Number.MAX_SAFE_INTEGER]) {
    it(`tell the id of an event as REST gives it, of any size: ${id}`, () => {
      assert.equal(ofEvent(newNodeId('LE', 7, 3_000_000_007, id)), String(id));
      assert.equal(labelIdOf(newNodeId('LA', 7, id), '7'), String(id));
    });
  }

  it('tell ids above 2^53 to the last digit', () => {
    const bytes = Buffer.from('94000703cfffffffffffffffff', 'hex');
    assert.equal(ofEvent(`LE_${bytes.toString('base64url')}`), '18446744073709551615');
  });

  it('of the form before 2021 tell it behind the name of their kind', () => {
    assert.equal(labelIdOf(old('05:Label208045946'), '7'), '208045946');
    // As REST gave it of an event of PyGithub/PyGithub.
    assert.equal(ofEvent('MDEyOkxhYmVsZWRFdmVudDk4MTM2MzM3'), '98136337');
  });

  const whole = newNodeId('LE', 7, 8, 9);
  for (const [what, id] of Object.entries({
    'of another repository': newNodeId('LE', 8, 8, 9),
    'with fewer numbers': newNodeId('LE', 7, 9),
    'with more numbers': newNodeId('LE', 7, 8, 9, 10),
    'that break off': `LE_${Buffer.from(whole.slice(3), 'base64url').subarray(0, -1).toString('base64url')}`,
    'with something behind their end': `LE_${Buffer.from('9400070809ff', 'hex').toString('base64url')}`,
    'that hold a text': `LE_${Buffer.from('94000708a139', 'hex').toString('base64url')}`,
    'that hold a number below zero': `LE_${Buffer.from('94000708ff', 'hex').toString('base64url')}`,
    'of another kind in the old form': old('014:UnlabeledEvent4534'),
    'that name another length than their kind has': old('013:LabeledEvent4534'),
    'without a number': old('012:LabeledEvent'),
    'that are none': 'x',
    'that are empty': '',
    'that are not there': null,
  })) {
    it(`${what} tell nothing`, () => {
      assert.equal(ofEvent(id), null);
      assert.equal(labelIdOf(id, '7'), null);
    });
  }

  it('of another thing with as many numbers are no label', () => {
    assert.equal(labelIdOf(newNodeId('MI', 7, 9), '7'), null);
  });

  withData('ants/devlake_github_e2e.tar.gz')('of recorded events and labels tell their ids', async (file) => {
    const table = await readCsvArchive(file, 'backend/plugins/github/e2e/raw_tables/');
    const rows = (name: string) =>
      table(`_raw_github_api_${name}`).map(({ data = '' }) => JSON.parse(data) as Recorded);
    const events = rows('events');
    assert.ok(events.length > 0);
    for (const { id, node_id: nodeId } of events) {
      assert.equal(eventIdOf(nodeId, { kind: '', repositoryId: '134018330' }), String(id));
    }
    const labels = rows('issues').flatMap(({ labels = [] }) => labels);
    assert.ok(labels.length > 0);
    for (const { id, node_id: nodeId } of labels) assert.equal(labelIdOf(nodeId, '134018330'), String(id));
  });
});

interface Recorded {
  id: number;
  node_id: string;
  labels?: { id: number; node_id: string }[];
}
