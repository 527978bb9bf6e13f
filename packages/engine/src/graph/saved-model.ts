import protobuf from 'protobufjs';
import { got } from '../checked.ts';
import { type Attribute, dataTypes, type GraphFunction, type GraphNode, nodeOf, parameterOp, type TensorValue } from './graph.ts';
import { outputName } from './xla/operations.ts';

/*
 * The part of TensorFlow's messages that a SavedModel without checkpoints needs, with the field numbers of
 * tensorflow/core/framework/{tensor_shape,tensor,attr_value,node_def,op_def,function,versions,graph}.proto and
 * tensorflow/core/protobuf/{meta_graph,saved_model}.proto.
 */
const messages = protobuf.parse(`
  syntax = "proto3";
  message TensorShapeProto { message Dim { int64 size = 1; } repeated Dim dim = 2; }
  message TensorProto {
    int32 dtype = 1; TensorShapeProto tensor_shape = 2; bytes tensor_content = 4;
    repeated float float_val = 5 [packed = true]; repeated int32 int_val = 7 [packed = true]; repeated bool bool_val = 11 [packed = true];
  }
  message NameAttrList { string name = 1; }
  message AttrValue {
    message ListValue {
      repeated int64 i = 3 [packed = true]; repeated float f = 4 [packed = true]; repeated bool b = 5 [packed = true];
      repeated int32 type = 6 [packed = true]; repeated TensorShapeProto shape = 7;
    }
    oneof value {
      ListValue list = 1; bytes s = 2; int64 i = 3; float f = 4; bool b = 5; int32 type = 6; TensorShapeProto shape = 7; TensorProto tensor = 8;
      NameAttrList func = 10;
    }
  }
  message NodeDef { string name = 1; string op = 2; repeated string input = 3; map<string, AttrValue> attr = 5; }
  message OpDef {
    message ArgDef { string name = 1; int32 type = 3; }
    string name = 1; repeated ArgDef input_arg = 2; repeated ArgDef output_arg = 3; bool is_stateful = 17; repeated string control_output = 20;
  }
  message FunctionDef {
    OpDef signature = 1; map<string, AttrValue> attr = 5; repeated NodeDef node_def = 3; map<string, string> ret = 4;
    map<string, string> control_ret = 6;
  }
  message FunctionDefLibrary { repeated FunctionDef function = 1; }
  message VersionDef { int32 producer = 1; int32 min_consumer = 2; }
  message GraphDef { repeated NodeDef node = 1; VersionDef versions = 4; FunctionDefLibrary library = 2; }
  message MetaGraphDef { message MetaInfoDef { repeated string tags = 4; } MetaInfoDef meta_info_def = 1; GraphDef graph_def = 2; }
  message SavedModel { int64 saved_model_schema_version = 1; repeated MetaGraphDef meta_graphs = 2; }
`).root;
const savedModel = messages.lookupType('SavedModel');

/** The tag under which the one graph of such a file is loaded. */
export const graphTag = 'hourglass';

/** The GraphDef version of the nodes: that of TensorFlow 2.9, the oldest supported library. */
const producer = 1087;

/** A `saved_model.pb` that holds one graph. */
export function encodeSavedModel(nodes: readonly GraphNode[], functions: readonly GraphFunction[] = []): Uint8Array {
  return savedModel
    .encode({
      savedModelSchemaVersion: 1,
      metaGraphs: [
        {
          metaInfoDef: { tags: [graphTag] },
          graphDef: { node: nodes.map(encodeNode), versions: { producer }, library: { function: functions.map(encodeFunction) } },
        },
      ],
    })
    .finish();
}

function encodeNode({ name, op, inputs, attributes }: GraphNode): object {
  const attr = Object.fromEntries(Object.entries(attributes).map(([key, attribute]) => [key, encodeAttribute(attribute)]));
  return { name, op, input: inputs, attr };
}

function encodeFunction({ name, parameters, nodes, results, effects, isCompiledByXla }: GraphFunction): object {
  const ops = new Map(nodes.map((node) => [node.name, node.op]));
  /** A function refers to a parameter by its name, and to an output of a node by the name that the operation gives it. */
  const reference = (given: string): string => {
    if (given.startsWith('^')) return given;
    const node = nodeOf(given);
    const op = got(ops, node);
    if (op === parameterOp) return node;
    const index = given === node ? 0 : Number(given.slice(node.length + 1));
    return `${node}:${outputName(op, index)}`;
  };
  return {
    signature: {
      name,
      inputArg: parameters,
      outputArg: results.map((result, index) => ({ name: `result_${index}`, type: result.type })),
      isStateful: true,
      controlOutput: effects,
    },
    attr: isCompiledByXla ? { _XlaMustCompile: { b: true } } : {},
    nodeDef: nodes.filter(({ op }) => op !== parameterOp).map((node) => encodeNode({ ...node, inputs: node.inputs.map(reference) })),
    ret: Object.fromEntries(results.map(({ value }, index) => [`result_${index}`, reference(value)])),
    controlRet: Object.fromEntries(effects.map((effect) => [effect, effect])),
  };
}

function encodeAttribute(attribute: Attribute): object {
  switch (attribute.kind) {
    case 'type':
      return { type: attribute.value };
    case 'int':
      return { i: attribute.value };
    case 'float':
      return { f: attribute.value };
    case 'bool':
      return { b: attribute.value };
    case 'string':
      return { s: new TextEncoder().encode(attribute.value) };
    case 'shape':
      return { shape: encodeShape(attribute.value) };
    case 'ints':
      return { list: { i: attribute.value } };
    case 'floats':
      return { list: { f: attribute.value } };
    case 'bools':
      return { list: { b: attribute.value } };
    case 'types':
      return { list: { type: attribute.value } };
    case 'shapes':
      return { list: { shape: attribute.value.map(encodeShape) } };
    case 'function':
      return { func: { name: attribute.value } };
    case 'tensor': {
      const { type, shape } = attribute.value;
      return { tensor: { dtype: type, tensorShape: encodeShape(shape), ...encodeValues(attribute.value) } };
    }
  }
}

/** A single value is repeated to fill the shape (tensorflow/core/framework/tensor.proto). */
function encodeValues({ type, bytes, isUniform = false }: TensorValue): object {
  if (!isUniform) return { tensorContent: bytes };
  switch (type) {
    case dataTypes.float32:
      return { floatVal: [...new Float32Array(bytes.slice().buffer)] };
    case dataTypes.int32:
      return { intVal: [...new Int32Array(bytes.slice().buffer)] };
    case dataTypes.bool:
      return { boolVal: [...bytes].map((byte) => byte !== 0) };
    default:
      throw new RangeError(`A constant of TensorFlow's type ${type} cannot be written as one value.`);
  }
}

function encodeShape(shape: readonly number[]): object {
  return { dim: shape.map((size) => ({ size })) };
}
