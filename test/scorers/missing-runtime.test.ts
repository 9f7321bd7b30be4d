import { expect, test, vi } from 'vitest';
import { openOnnx } from '../../src/scorers/onnx.js';

vi.mock('onnxruntime-node', () => { throw new Error('Cannot find package'); });

test('without onnxruntime-node: exit 2, naming the package', async () => {
  await expect(openOnnx({ path: 'models/toxicity' })).rejects.toMatchObject({ name: 'Fault', code: 2, message: expect.stringContaining('onnxruntime-node is not installed') as string });
});
