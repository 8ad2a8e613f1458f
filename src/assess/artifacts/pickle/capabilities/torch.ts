import type { LibraryCapabilities } from "./capability.ts";

const unpickler = "https://github.com/pytorch/pytorch/blob/main/torch/_weights_only_unpickler.py";
const utils = "https://github.com/pytorch/pytorch/blob/main/torch/_utils.py";

export const torch: LibraryCapabilities = {
  library: "torch",
  groups: [
    {
      capability: { can: "pure" },
      reason: "A tensor type, a dtype, a device, a size or a storage class: made of its arguments.",
      source: unpickler,
      names: {
        torch:
          "Tensor Size device dtype layout memory_format qscheme Generator float float16 float32 float64 double half bfloat16 int int8 int16 int32 int64 long short uint8 uint16 uint32 uint64 bool cfloat cdouble chalf complex32 complex64 complex128 quint8 qint8 qint32 quint4x2 quint2x4 float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz float8_e8m0fnu float4_e2m1fn_x2 FloatStorage DoubleStorage HalfStorage BFloat16Storage IntStorage LongStorage ShortStorage CharStorage ByteStorage BoolStorage ComplexFloatStorage ComplexDoubleStorage QUInt8Storage QInt8Storage QInt32Storage QUInt4x2Storage QUInt2x4Storage FloatTensor DoubleTensor HalfTensor BFloat16Tensor IntTensor LongTensor ShortTensor CharTensor ByteTensor BoolTensor strided sparse_coo sparse_csr sparse_csc sparse_bsr sparse_bsc _mkldnn per_tensor_affine per_channel_affine per_tensor_symmetric per_channel_symmetric per_channel_affine_float_qparams contiguous_format channels_last channels_last_3d preserve_format",
        "torch.storage": "UntypedStorage TypedStorage _LegacyStorage",
        "torch.nn.parameter": "Parameter Buffer UninitializedParameter UninitializedBuffer",
        "torch.nn": "Parameter",
        "torch._tensor": "Tensor",
        "torch.cuda":
          "FloatStorage DoubleStorage HalfStorage BFloat16Storage IntStorage LongStorage ShortStorage CharStorage ByteStorage BoolStorage FloatTensor DoubleTensor HalfTensor IntTensor LongTensor ByteTensor BoolTensor",
        "torch.serialization": "_get_layout",
        "torch.torch_version": "TorchVersion",
      },
    },
    {
      capability: { can: "pure" },
      reason: "Puts a tensor together from a storage of the loader, sizes and flags.",
      source: utils,
      names: {
        "torch._utils":
          "_rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter _rebuild_parameter_v2 _rebuild_parameter_with_state _rebuild_sparse_tensor _rebuild_sparse_csr_tensor _rebuild_qtensor _rebuild_meta_tensor_no_storage _rebuild_nested_tensor _rebuild_device_tensor_from_numpy _rebuild_device_tensor_from_cpu_tensor _rebuild_xla_tensor",
        "torch.nn.parameter": "_rebuild_parameter",
        "torch._tensor": "_rebuild_tensor",
      },
    },
    {
      capability: { can: "calls", argument: 0, args: 2 },
      reason: "Calls a rebuilding function with its arguments and gives the tensor another class.",
      source: "https://github.com/pytorch/pytorch/blob/main/torch/_tensor.py",
      names: {
        "torch._tensor": "_rebuild_from_type _rebuild_from_type_v2",
        "torch._utils": "_rebuild_from_type_v2",
      },
    },
    {
      capability: { can: "rebuild", argument: 0 },
      reason: "Makes a subclass of tensor around others; the class decides.",
      source: utils,
      names: { "torch._utils": "_rebuild_wrapper_subclass" },
    },
    {
      capability: { can: "nested", argument: 0 },
      reason: "Calls torch.load on the bytes it is given.",
      source: "https://github.com/pytorch/pytorch/blob/main/torch/storage.py",
      names: { "torch.storage": "_load_from_bytes" },
    },
  ],
};
