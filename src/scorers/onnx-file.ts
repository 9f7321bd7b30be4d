/**
 * Writes the linear model as an ONNX graph: the few protobuf messages that it takes (ModelProto, GraphProto, NodeProto, TensorProto,
 * ValueInfoProto of onnx.proto), byte for byte the same for the same model.
 *
 *   ids   int32 [chunks, width], numbers of features, 0 = padding (weight 0)      norms   float [chunks], 1 / sqrt(features)
 *   Gather(weights, ids) -> Cast float -> ReduceSum(axis 1) -> Mul norms -> Mul scale -> Add bias -> logit float [chunks]
 *
 * A wire field is (number << 3 | type) as a varint; type 0 is a varint, 2 is a length and that many bytes, 5 is four bytes.
 */
import type { LinearModel } from './linear.js';

const varint = (value: number): number[] => (value < 128 ? [value] : [value % 128 | 128, ...varint(Math.floor(value / 128))]);
const integer = (field: number, value: number): Buffer => Buffer.from([...varint(field << 3), ...varint(value)]);
const bytes = (field: number, value: Uint8Array | string): Buffer => {
  const body = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([Buffer.from([...varint(field << 3 | 2), ...varint(body.length)]), body]);
};
const message = (field: number, ...parts: Buffer[]): Buffer => bytes(field, Buffer.concat(parts));

const FLOAT = 1, INT8 = 3, INT32 = 6, INT64 = 7;
const raw = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9; field 5 of the graph. */
const tensor = (name: string, type: number, dims: readonly number[], data: ArrayBufferView): Buffer =>
  message(5, ...dims.map((dim) => integer(1, dim)), integer(2, type), bytes(8, name), bytes(9, raw(data)));

/** NodeProto: input 1, output 2, op_type 4, attribute 5; field 1 of the graph. */
const node = (op: string, inputs: readonly string[], output: string, ...attributes: Buffer[]): Buffer =>
  message(1, ...inputs.map((input) => bytes(1, input)), bytes(2, output), bytes(4, op), ...attributes);
/** AttributeProto of an integer: name 1, i 3, type 20 (2 = INT). */
const attribute = (name: string, value: number): Buffer => message(5, bytes(1, name), integer(3, value), integer(20, 2));

/** ValueInfoProto with named dimensions: name 1, type 2 { tensor_type 1 { elem_type 1, shape 2 { dim 1 { dim_param 2 } } } }. */
const value = (field: number, name: string, type: number, dims: readonly string[]): Buffer =>
  message(field, bytes(1, name), message(2, message(1, integer(1, type), message(2, ...dims.map((dim) => message(1, bytes(2, dim)))))));

/** The bytes of `model.onnx` (IR version 8, opset 13). `weights[0]` must be 0. */
export const onnxFile = ({ weights, scale, bias }: LinearModel): Uint8Array => {
  const graph = message(7,
    node('Gather', ['weights', 'ids'], 'picked'),
    node('Cast', ['picked'], 'floats', attribute('to', FLOAT)),
    node('ReduceSum', ['floats', 'axis'], 'sum', attribute('keepdims', 0)),
    node('Mul', ['sum', 'norms'], 'normed'),
    node('Mul', ['normed', 'scale'], 'scaled'),
    node('Add', ['scaled', 'bias'], 'logit'),
    bytes(2, 'hashed-ngrams'),
    tensor('weights', INT8, [weights.length], weights),
    tensor('axis', INT64, [1], BigInt64Array.of(1n)),
    tensor('scale', FLOAT, [1], Float32Array.of(scale)),
    tensor('bias', FLOAT, [1], Float32Array.of(bias)),
    value(11, 'ids', INT32, ['chunks', 'width']),
    value(11, 'norms', FLOAT, ['chunks']),
    value(12, 'logit', FLOAT, ['chunks']),
  );
  return Buffer.concat([integer(1, 8), bytes(2, 'thresher'), graph, message(8, bytes(1, ''), integer(2, 13))]);
};
