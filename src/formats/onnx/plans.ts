import type { MessagePlan } from "../protobuf/index.ts";

/** The messages of ONNX by field number, after onnx/onnx.proto (IR version 13). What there are millions of is streamed. */

export const modelPlan: MessagePlan = {
  title: "model",
  name: "ModelProto",
  fields: {
    1: ["ir_version", "int"],
    8: ["opset_import", () => operatorSetIdPlan],
    2: ["producer_name", "text"],
    3: ["producer_version", "text"],
    4: ["domain", "text"],
    5: ["model_version", "int"],
    6: ["doc_string", "text"],
    7: ["graph", () => graphPlan],
    14: ["metadata_props", () => stringStringEntryPlan],
    20: ["training_info", () => trainingInfoPlan],
    25: ["functions", () => functionPlan],
    26: ["configuration", () => deviceConfigurationPlan],
  },
};

const operatorSetIdPlan: MessagePlan = {
  title: "description",
  name: "OperatorSetIdProto",
  fields: {
    1: ["domain", "text"],
    2: ["version", "int"],
  },
};

const graphPlan: MessagePlan = {
  title: "graph",
  name: "GraphProto",
  streamed: true,
  fields: {
    1: ["node", () => nodePlan],
    2: ["name", "text"],
    5: ["initializer", () => tensorPlan],
    15: ["sparse_initializer", () => sparseTensorPlan],
    10: ["doc_string", "text"],
    11: ["input", () => valueInfoPlan],
    12: ["output", () => valueInfoPlan],
    13: ["value_info", () => valueInfoPlan],
    14: ["quantization_annotation", () => tensorAnnotationPlan],
    16: ["metadata_props", () => stringStringEntryPlan],
  },
};

const nodePlan: MessagePlan = {
  title: "node",
  name: "NodeProto",
  streamed: true,
  fields: {
    1: ["input", "text"],
    2: ["output", "text"],
    3: ["name", "text"],
    4: ["op_type", "text"],
    7: ["domain", "text"],
    8: ["overload", "text"],
    5: ["attribute", () => attributePlan],
    6: ["doc_string", "text"],
    9: ["metadata_props", () => stringStringEntryPlan],
    10: ["device_configurations", () => nodeDeviceConfigurationPlan],
  },
};

const attributePlan: MessagePlan = {
  title: "attribute",
  name: "AttributeProto",
  streamed: true,
  fields: {
    1: ["name", "text"],
    21: ["ref_attr_name", "text"],
    13: ["doc_string", "text"],
    20: ["type", "int"],
    2: ["f", "float"],
    3: ["i", "int"],
    4: ["s", "text"],
    5: ["t", () => tensorPlan],
    6: ["g", () => graphPlan],
    22: ["sparse_tensor", () => sparseTensorPlan],
    14: ["tp", () => typePlan],
    7: ["floats", "skip"],
    8: ["ints", "skip"],
    9: ["strings", "text"],
    10: ["tensors", () => tensorPlan],
    11: ["graphs", () => graphPlan],
    23: ["sparse_tensors", () => sparseTensorPlan],
    15: ["type_protos", () => typePlan],
  },
};

const tensorPlan: MessagePlan = {
  title: "tensor",
  name: "TensorProto",
  streamed: true,
  fields: {
    1: ["dims", "ints"],
    2: ["data_type", "int"],
    3: ["segment", () => tensorSegmentPlan],
    4: ["float_data", "skip"],
    5: ["int32_data", "skip"],
    6: ["string_data", "skip"],
    7: ["int64_data", "skip"],
    8: ["name", "text"],
    12: ["doc_string", "text"],
    9: ["raw_data", "bytes"],
    13: ["external_data", () => stringStringEntryPlan],
    14: ["data_location", "int"],
    10: ["double_data", "skip"],
    11: ["uint64_data", "skip"],
    16: ["metadata_props", () => stringStringEntryPlan],
  },
};

const tensorSegmentPlan: MessagePlan = {
  title: "description",
  name: "Segment",
  fields: {
    1: ["begin", "int"],
    2: ["end", "int"],
  },
};

const stringStringEntryPlan: MessagePlan = {
  title: "description",
  name: "StringStringEntryProto",
  fields: {
    1: ["key", "text"],
    2: ["value", "text"],
  },
};

const sparseTensorPlan: MessagePlan = {
  title: "description",
  name: "SparseTensorProto",
  fields: {
    1: ["values", () => tensorPlan],
    2: ["indices", () => tensorPlan],
    3: ["dims", "ints"],
  },
};

const typePlan: MessagePlan = {
  title: "description",
  name: "TypeProto",
  fields: {
    1: ["tensor_type", () => typeTensorPlan],
    4: ["sequence_type", () => typeSequencePlan],
    5: ["map_type", () => typeMapPlan],
    9: ["optional_type", () => typeOptionalPlan],
    8: ["sparse_tensor_type", () => typeSparseTensorPlan],
    7: ["opaque_type", () => typeOpaquePlan],
    6: ["denotation", "text"],
  },
};

const typeTensorPlan: MessagePlan = {
  title: "description",
  name: "Tensor",
  fields: {
    1: ["elem_type", "int"],
    2: ["shape", () => tensorShapePlan],
  },
};

const tensorShapePlan: MessagePlan = {
  title: "description",
  name: "TensorShapeProto",
  fields: {
    1: ["dim", () => tensorShapeDimensionPlan],
  },
};

const tensorShapeDimensionPlan: MessagePlan = {
  title: "description",
  name: "Dimension",
  fields: {
    1: ["dim_value", "int"],
    2: ["dim_param", "text"],
    3: ["denotation", "text"],
  },
};

const typeSequencePlan: MessagePlan = {
  title: "description",
  name: "Sequence",
  fields: {
    1: ["elem_type", () => typePlan],
  },
};

const typeMapPlan: MessagePlan = {
  title: "description",
  name: "Map",
  fields: {
    1: ["key_type", "int"],
    2: ["value_type", () => typePlan],
  },
};

const typeOptionalPlan: MessagePlan = {
  title: "description",
  name: "Optional",
  fields: {
    1: ["elem_type", () => typePlan],
  },
};

const typeSparseTensorPlan: MessagePlan = {
  title: "description",
  name: "SparseTensor",
  fields: {
    1: ["elem_type", "int"],
    2: ["shape", () => tensorShapePlan],
  },
};

const typeOpaquePlan: MessagePlan = {
  title: "description",
  name: "Opaque",
  fields: {
    1: ["domain", "text"],
    2: ["name", "text"],
  },
};

const nodeDeviceConfigurationPlan: MessagePlan = {
  title: "description",
  name: "NodeDeviceConfigurationProto",
  fields: {
    1: ["configuration_id", "text"],
    2: ["sharding_spec", () => shardingSpecPlan],
    3: ["pipeline_stage", "int"],
  },
};

const shardingSpecPlan: MessagePlan = {
  title: "description",
  name: "ShardingSpecProto",
  fields: {
    1: ["tensor_name", "text"],
    2: ["device", "ints"],
    3: ["index_to_device_group_map", () => intIntListEntryPlan],
    4: ["sharded_dim", () => shardedDimPlan],
  },
};

const intIntListEntryPlan: MessagePlan = {
  title: "description",
  name: "IntIntListEntryProto",
  fields: {
    1: ["key", "int"],
    2: ["value", "ints"],
  },
};

const shardedDimPlan: MessagePlan = {
  title: "description",
  name: "ShardedDimProto",
  fields: {
    1: ["axis", "int"],
    2: ["simple_sharding", () => simpleShardedDimPlan],
  },
};

const simpleShardedDimPlan: MessagePlan = {
  title: "description",
  name: "SimpleShardedDimProto",
  fields: {
    1: ["dim_value", "int"],
    2: ["dim_param", "text"],
    3: ["num_shards", "int"],
  },
};

const valueInfoPlan: MessagePlan = {
  title: "description",
  name: "ValueInfoProto",
  streamed: true,
  fields: {
    1: ["name", "text"],
    2: ["type", () => typePlan],
    3: ["doc_string", "text"],
    4: ["metadata_props", () => stringStringEntryPlan],
  },
};

const tensorAnnotationPlan: MessagePlan = {
  title: "description",
  name: "TensorAnnotation",
  fields: {
    1: ["tensor_name", "text"],
    2: ["quant_parameter_tensor_names", () => stringStringEntryPlan],
  },
};

const trainingInfoPlan: MessagePlan = {
  title: "description",
  name: "TrainingInfoProto",
  fields: {
    1: ["initialization", () => graphPlan],
    2: ["algorithm", () => graphPlan],
    3: ["initialization_binding", () => stringStringEntryPlan],
    4: ["update_binding", () => stringStringEntryPlan],
  },
};

const functionPlan: MessagePlan = {
  title: "function",
  name: "FunctionProto",
  streamed: true,
  fields: {
    1: ["name", "text"],
    4: ["input", "text"],
    5: ["output", "text"],
    6: ["attribute", "text"],
    11: ["attribute_proto", () => attributePlan],
    7: ["node", () => nodePlan],
    8: ["doc_string", "text"],
    9: ["opset_import", () => operatorSetIdPlan],
    10: ["domain", "text"],
    13: ["overload", "text"],
    12: ["value_info", () => valueInfoPlan],
    14: ["metadata_props", () => stringStringEntryPlan],
  },
};

const deviceConfigurationPlan: MessagePlan = {
  title: "description",
  name: "DeviceConfigurationProto",
  fields: {
    1: ["name", "text"],
    2: ["num_devices", "int"],
    3: ["device", "text"],
  },
};
