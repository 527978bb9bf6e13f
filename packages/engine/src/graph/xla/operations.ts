import { at, got } from '../../checked.ts';

/*
 * The operations that a function compiled by XLA may hold, with the names of their outputs. Inside a function TensorFlow refers to an output by
 * the name in the operation's definition, and by a number where the name covers several (tensorflow/core/ops/*.cc; tensorflow/compiler/tf2xla/kernels
 * has those that XLA compiles).
 */
const operationsByOutput: Readonly<Record<string, string>> = {
  activations: 'Elu LeakyRelu Relu Relu6 Selu Softplus Softsign',
  backprops: 'EluGrad LeakyReluGrad Relu6Grad ReluGrad SeluGrad SoftplusGrad',
  handle: 'TensorListReserve',
  item: 'TensorListGetItem',
  logsoftmax: 'LogSoftmax',
  out: 'Cumprod Cumsum',
  output:
    'All Any ArgMax ArgMin BatchMatMulV2 BiasAdd BiasAddGrad Bitcast BroadcastTo ClipByValue ConcatV2 Const ExpandDims Fill GatherNd GatherV2 Identity LinSpace Max Mean Min MirrorPad OneHot Pack Pad PadV2 Prod Range Reshape ReverseV2 ScatterNd Select SelectV2 Slice Split SplitV Squeeze StatelessRandomUniformFullIntV2 StridedSlice Sum Tile Unpack UnsortedSegmentSum While XlaDynamicUpdateSlice',
  output_handle: 'TensorListSetItem',
  product: 'MatMul',
  softmax: 'Softmax',
  sum: 'AddN',
  tensor: 'TensorListStack',
  value: 'ReadVariableOp',
  y: 'Abs Acos Acosh Asin Asinh Atan Atanh Cast Ceil Cos Cosh Erf Exp Expm1 Floor Invert IsFinite IsInf IsNan Log Log1p LogicalNot Neg OnesLike Reciprocal Rint Round Rsqrt Sigmoid Sign Sin Sinh Sqrt Square Tan Tanh Transpose ZerosLike',
  z: 'Add AddV2 Atan2 BitwiseAnd BitwiseOr BitwiseXor Div DivNoNan Equal FloorDiv FloorMod Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr Maximum Minimum Mod Mul NotEqual Pow RealDiv RightShift SigmoidGrad SquaredDifference Sub TanhGrad',
};

const outputNames = new Map(
  Object.entries(operationsByOutput).flatMap(([output, operations]) => operations.split(' ').map((op) => [op, output] as const)),
);

/** Operations whose outputs have different names. */
const severalOutputs: Readonly<Record<string, readonly string[]>> = { TopKV2: ['values', 'indices'] };

/** Operations without outputs, which change variables. */
const updates = new Set(['AssignVariableOp', 'ResourceApplyAdam', 'ResourceApplyGradientDescent', 'ResourceApplyMomentum']);

export const isSupported = (op: string): boolean => outputNames.has(op) || Object.hasOwn(severalOutputs, op) || updates.has(op);

/** How a function refers to an output of a node: `y:0`. @throws RangeError for an operation that is not supported */
export function outputName(op: string, index: number): string {
  const several = severalOutputs[op];
  if (several !== undefined) return `${at(several, index)}:0`;
  return `${got(outputNames, op)}:${index}`;
}
