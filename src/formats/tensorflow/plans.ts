import { plansOf } from "../protobuf/index.ts";

/** The messages of a SavedModel and of checkpoints, after tensorflow/core (2.21). What there are many of is streamed. */
const planOf = plansOf(`
SavedModel model: 1 saved_model_schema_version int, 2 meta_graphs MetaGraphDef
MetaGraphDef graph: 1 meta_info_def MetaGraphDefMetaInfoDef, 2 graph_def GraphDef, 3 saver_def SaverDef, 4 collection_def MetaGraphDefCollectionDefEntry, 5 signature_def MetaGraphDefSignatureDefEntry, 6 asset_file_def AssetFileDef, 7 object_graph_def SavedObjectGraph
MetaGraphDefMetaInfoDef description: 1 meta_graph_version text, 2 stripped_op_list OpList, 3 any_info Any, 4 tags text, 5 tensorflow_version text, 6 tensorflow_git_version text, 7 stripped_default_attrs int, 8 function_aliases MetaGraphDefMetaInfoDefFunctionAliasesEntry
OpList description: 1 op OpDef
OpDef description: 1 name text, 2 input_arg OpDefArgDef, 3 output_arg OpDefArgDef, 20 control_output text, 4 attr OpDefAttrDef, 8 deprecation OpDeprecation, 5 summary text, 6 description text, 18 is_commutative int, 16 is_aggregate int, 17 is_stateful int, 19 allows_uninitialized_input int, 21 is_distributed_communication int
OpDefArgDef description: 1 name text, 2 description text, 3 type int, 4 type_attr text, 5 number_attr text, 6 type_list_attr text, 7 handle_data ResourceHandleProtoDtypeAndShape, 16 is_ref int, 17 experimental_full_type FullTypeDef
ResourceHandleProtoDtypeAndShape description: 1 dtype int, 2 shape TensorShapeProto
TensorShapeProto description: 2 dim TensorShapeProtoDim, 3 unknown_rank int
TensorShapeProtoDim description: 1 size int, 2 name text
FullTypeDef description: 1 type_id int, 2 args FullTypeDef, 3 s text, 4 i int
OpDefAttrDef description: 1 name text, 2 type text, 3 default_value AttrValue, 4 description text, 5 has_minimum int, 6 minimum int, 7 allowed_values AttrValue
AttrValue description: 2 s text, 3 i int, 4 f float, 5 b int, 6 type int, 7 shape TensorShapeProto, 8 tensor TensorProto, 1 list AttrValueListValue, 10 func NameAttrList, 9 placeholder text
TensorProto tensor: 1 dtype int, 2 tensor_shape TensorShapeProto, 3 version_number int, 4 tensor_content bytes, 13 half_val skip, 5 float_val skip, 6 double_val skip, 7 int_val skip, 8 string_val text, 9 scomplex_val skip, 10 int64_val skip, 11 bool_val skip, 12 dcomplex_val skip, 14 resource_handle_val ResourceHandleProto, 15 variant_val VariantTensorDataProto, 16 uint32_val skip, 17 uint64_val skip, 18 float8_val text
ResourceHandleProto description: 1 device text, 2 container text, 3 name text, 4 hash_code int, 5 maybe_type_name text, 6 dtypes_and_shapes ResourceHandleProtoDtypeAndShape
VariantTensorDataProto description: 1 type_name text, 2 metadata text, 3 tensors TensorProto
AttrValueListValue description: 2 s text, 3 i skip, 4 f skip, 5 b skip, 6 type skip, 7 shape TensorShapeProto, 8 tensor TensorProto, 9 func NameAttrList
NameAttrList description: 1 name text, 2 attr NameAttrListAttrEntry
NameAttrListAttrEntry description: 1 key text, 2 value AttrValue
OpDeprecation description: 1 version int, 2 explanation text
Any description: 1 type_url text, 2 value bytes
MetaGraphDefMetaInfoDefFunctionAliasesEntry description: 1 key text, 2 value text
GraphDef graph streamed: 1 node NodeDef, 4 versions VersionDef, 3 version int, 2 library FunctionDefLibrary, 5 debug_info GraphDebugInfo
NodeDef node streamed: 1 name text, 2 op text, 3 input text, 4 device text, 5 attr NodeDefAttrEntry, 6 experimental_debug_info NodeDefExperimentalDebugInfo, 7 experimental_type FullTypeDef
NodeDefAttrEntry description: 1 key text, 2 value AttrValue
NodeDefExperimentalDebugInfo description: 1 original_node_names text, 2 original_func_names text
VersionDef description: 1 producer int, 2 min_consumer int, 3 bad_consumers ints
FunctionDefLibrary description streamed: 1 function FunctionDef, 2 gradient GradientDef, 3 registered_gradients RegisteredGradient
FunctionDef function streamed: 1 signature OpDef, 5 attr FunctionDefAttrEntry, 7 arg_attr FunctionDefArgAttrEntry, 8 resource_arg_unique_id FunctionDefResourceArgUniqueIdEntry, 3 node_def NodeDef, 4 ret FunctionDefRetEntry, 6 control_ret FunctionDefControlRetEntry
FunctionDefAttrEntry description: 1 key text, 2 value AttrValue
FunctionDefArgAttrEntry description: 1 key int, 2 value FunctionDefArgAttrs
FunctionDefArgAttrs description: 1 attr FunctionDefArgAttrsAttrEntry
FunctionDefArgAttrsAttrEntry description: 1 key text, 2 value AttrValue
FunctionDefResourceArgUniqueIdEntry description: 1 key int, 2 value int
FunctionDefRetEntry description: 1 key text, 2 value text
FunctionDefControlRetEntry description: 1 key text, 2 value text
GradientDef description: 1 function_name text, 2 gradient_func text
RegisteredGradient description: 1 gradient_func text, 2 registered_op_type text
GraphDebugInfo description: 1 files skip, 4 frames_by_id skip, 6 traces_by_id skip, 2 traces skip, 5 name_to_trace_id skip
SaverDef description: 1 filename_tensor_name text, 2 save_tensor_name text, 3 restore_op_name text, 4 max_to_keep int, 5 sharded int, 6 keep_checkpoint_every_n_hours float, 7 version int
MetaGraphDefCollectionDefEntry description: 1 key text, 2 value CollectionDef
CollectionDef description: 1 node_list CollectionDefNodeList, 2 bytes_list CollectionDefBytesList, 3 int64_list CollectionDefInt64List, 4 float_list CollectionDefFloatList, 5 any_list CollectionDefAnyList
CollectionDefNodeList description: 1 value text
CollectionDefBytesList description: 1 value skip
CollectionDefInt64List description: 1 value skip
CollectionDefFloatList description: 1 value skip
CollectionDefAnyList description: 1 value Any
MetaGraphDefSignatureDefEntry description: 1 key text, 2 value SignatureDef
SignatureDef description: 1 inputs SignatureDefInputsEntry, 2 outputs SignatureDefOutputsEntry, 3 method_name text, 4 defaults SignatureDefDefaultsEntry
SignatureDefInputsEntry description: 1 key text, 2 value TensorInfo
TensorInfo description: 1 name text, 4 coo_sparse TensorInfoCooSparse, 5 composite_tensor TensorInfoCompositeTensor, 2 dtype int, 3 tensor_shape TensorShapeProto
TensorInfoCooSparse description: 1 values_tensor_name text, 2 indices_tensor_name text, 3 dense_shape_tensor_name text
TensorInfoCompositeTensor description: 1 type_spec TypeSpecProto, 2 components TensorInfo
TypeSpecProto description: 1 type_spec_class int, 2 type_state StructuredValue, 3 type_spec_class_name text, 4 num_flat_components int
StructuredValue description: 1 none_value NoneValue, 11 float64_value float, 12 int64_value int, 13 string_value text, 14 bool_value int, 31 tensor_shape_value TensorShapeProto, 32 tensor_dtype_value int, 33 tensor_spec_value TensorSpecProto, 34 type_spec_value TypeSpecProto, 35 bounded_tensor_spec_value BoundedTensorSpecProto, 51 list_value ListValue, 52 tuple_value TupleValue, 53 dict_value DictValue, 54 named_tuple_value NamedTupleValue, 55 tensor_value TensorProto, 56 numpy_value TensorProto
NoneValue description: 
TensorSpecProto description: 1 name text, 2 shape TensorShapeProto, 3 dtype int
BoundedTensorSpecProto description: 1 name text, 2 shape TensorShapeProto, 3 dtype int, 4 minimum TensorProto, 5 maximum TensorProto
ListValue description: 1 values StructuredValue
TupleValue description: 1 values StructuredValue
DictValue description: 1 fields DictValueFieldsEntry
DictValueFieldsEntry description: 1 key text, 2 value StructuredValue
NamedTupleValue description: 1 name text, 2 values PairValue
PairValue description: 1 key text, 2 value StructuredValue
SignatureDefOutputsEntry description: 1 key text, 2 value TensorInfo
SignatureDefDefaultsEntry description: 1 key text, 2 value TensorProto
AssetFileDef description streamed: 1 tensor_info TensorInfo, 2 filename text
SavedObjectGraph description: 1 nodes SavedObject, 2 concrete_functions SavedObjectGraphConcreteFunctionsEntry
SavedObject object streamed: 1 children TrackableObjectGraphTrackableObjectObjectReference, 15 dependencies TrackableObjectGraphTrackableObjectObjectReference, 3 slot_variables TrackableObjectGraphTrackableObjectSlotVariableReference, 4 user_object SavedUserObject, 5 asset SavedAsset, 6 function SavedFunction, 7 variable SavedVariable, 8 bare_concrete_function SavedBareConcreteFunction, 9 constant SavedConstant, 10 resource SavedResource, 12 captured_tensor CapturedTensor, 11 saveable_objects SavedObjectSaveableObjectsEntry, 13 registered_name text, 14 serialized_user_proto Any, 16 registered_saver text
TrackableObjectGraphTrackableObjectObjectReference description: 1 node_id int, 2 local_name text
TrackableObjectGraphTrackableObjectSlotVariableReference description: 1 original_variable_node_id int, 2 slot_name text, 3 slot_variable_node_id int
SavedUserObject description: 1 identifier text, 2 version VersionDef, 3 metadata bytes
SavedAsset description: 1 asset_file_def_index int
SavedFunction description: 1 concrete_functions text, 2 function_spec FunctionSpec
FunctionSpec description: 1 fullargspec StructuredValue, 2 is_method int, 5 input_signature StructuredValue, 6 jit_compile int
SavedVariable description: 1 dtype int, 2 shape TensorShapeProto, 3 trainable int, 4 synchronization int, 5 aggregation int, 6 name text, 7 device text, 8 experimental_distributed_variable_components SavedVariable
SavedBareConcreteFunction description: 1 concrete_function_name text, 2 argument_keywords text, 3 allowed_positional_arguments int, 4 function_spec FunctionSpec
SavedConstant description: 1 operation text
SavedResource description: 1 device text
CapturedTensor description: 1 name text, 2 concrete_function text
SavedObjectSaveableObjectsEntry description: 1 key text, 2 value SaveableObject
SaveableObject description: 2 save_function int, 3 restore_function int
SavedObjectGraphConcreteFunctionsEntry description: 1 key text, 2 value SavedConcreteFunction
SavedConcreteFunction description: 2 bound_inputs ints, 3 canonicalized_input_signature StructuredValue, 4 output_signature StructuredValue
FingerprintDef description: 1 saved_model_checksum int, 2 graph_def_program_hash int, 3 signature_def_hash int, 4 saved_object_graph_hash int, 5 checkpoint_hash int, 7 uuid text, 6 version VersionDef
BundleEntryProto description: 1 dtype int, 2 shape TensorShapeProto, 3 shard_id int, 4 offset int, 5 size int, 6 crc32c float, 7 slices TensorSliceProto
TensorSliceProto description: 1 extent TensorSliceProtoExtent
TensorSliceProtoExtent description: 1 start int, 2 length int
`);

export const savedModelPlan = planOf("SavedModel");
export const metaGraphDefPlan = planOf("MetaGraphDef");
export const graphDefPlan = planOf("GraphDef");
export const fingerprintDefPlan = planOf("FingerprintDef");
export const bundleEntryProtoPlan = planOf("BundleEntryProto");
