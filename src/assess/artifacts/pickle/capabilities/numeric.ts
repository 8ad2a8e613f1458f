import type { LibraryCapabilities } from "./capability.ts";

const numpySource = "https://github.com/numpy/numpy/blob/main/numpy/_core/src/multiarray/methods.c";

/** NumPy of both name spaces, SciPy and joblib. `numpy._core` is looked up as `numpy.core`. */
export const numeric: LibraryCapabilities = {
  library: "numpy, scipy, joblib",
  groups: [
    {
      capability: { can: "pure" },
      reason: "An array type, a scalar type or a dtype, made of its arguments.",
      source: numpySource,
      names: {
        numpy:
          "ndarray dtype matrix recarray record generic number integer signedinteger unsignedinteger inexact floating complexfloating flexible character bool_ bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 intc intp int_ uint uintc uintp long ulong longlong ulonglong byte ubyte short ushort half single double longdouble float16 float32 float64 float128 csingle cdouble clongdouble complex64 complex128 complex256 str_ bytes_ unicode_ string_ void object_ datetime64 timedelta64 float_ complex_ poly1d array asarray zeros ones empty arange full mean sum median std var max min argmax argmin abs sqrt exp log log1p expm1 log2 log10 square power add subtract multiply divide maximum minimum sign clip",
        "numpy.core.multiarray": "scalar ndarray dtype",
        "numpy.dtypes":
          "Float16DType Float32DType Float64DType Int8DType Int16DType Int32DType Int64DType UInt8DType UInt16DType UInt32DType UInt64DType BoolDType ObjectDType StrDType BytesDType StringDType DateTime64DType TimeDelta64DType Complex64DType Complex128DType LongDoubleDType VoidDType",
        "numpy.core.records": "recarray record fromrecords",
        "numpy.rec": "recarray record",
        "numpy.matrixlib.defmatrix": "matrix",
        "numpy.lib.polynomial": "poly1d",
        "numpy.lib._polynomial_impl": "poly1d",
        "numpy.polynomial.polynomial": "Polynomial",
        "numpy.polynomial.chebyshev": "Chebyshev",
        "numpy.polynomial.legendre": "Legendre",
        "numpy.ma.core": "MaskedArray MaskedConstant _MaskedConstant",
        "numpy.ma": "MaskedArray",
        "numpy.core.numeric": "_frombuffer",
        "numpy.random._mt19937": "MT19937",
        "numpy.random._pcg64": "PCG64 PCG64DXSM",
        "numpy.random._philox": "Philox",
        "numpy.random._sfc64": "SFC64",
        "numpy.random.bit_generator": "SeedSequence",
        "numpy.random.mtrand": "RandomState",
        "numpy.random._generator": "Generator",
        "numpy.random": "RandomState Generator",
      },
    },
    {
      capability: { can: "rebuild", argument: 0 },
      reason: "Makes an empty array of the class given.",
      source: numpySource,
      names: { "numpy.core.multiarray": "_reconstruct", "numpy.ma.core": "_mareconstruct" },
    },
    {
      capability: { can: "pure" },
      reason:
        "Makes a random generator; its bit generator is named among NumPy's own, or is a class that was looked at.",
      source: "https://github.com/numpy/numpy/blob/main/numpy/random/_pickle.py",
      names: {
        "numpy.random._pickle": "__bit_generator_ctor __generator_ctor __randomstate_ctor",
        "numpy.random.bit_generator": "__pyx_unpickle_SeedSequence",
      },
    },
    {
      capability: { can: "import", module: 0, name: 1 },
      reason: "Imports a module and takes a ufunc out of it by name.",
      source: "https://github.com/numpy/numpy/blob/main/numpy/_core/__init__.py",
      names: { "numpy.core": "_ufunc_reconstruct", "numpy.core._internal": "_ufunc_reconstruct" },
    },
    {
      capability: { can: "pure" },
      reason: "A sparse matrix or array, an interpolator or another object made of arrays.",
      source: "https://docs.scipy.org/doc/scipy/reference/",
      names: {
        "scipy.sparse":
          "csr_matrix csc_matrix coo_matrix lil_matrix dok_matrix dia_matrix bsr_matrix csr_array csc_array coo_array lil_array dok_array dia_array bsr_array",
        "scipy.sparse.csr": "csr_matrix",
        "scipy.sparse.csc": "csc_matrix",
        "scipy.sparse.coo": "coo_matrix",
        "scipy.sparse.lil": "lil_matrix",
        "scipy.sparse.dok": "dok_matrix",
        "scipy.sparse.dia": "dia_matrix",
        "scipy.sparse.bsr": "bsr_matrix",
        "scipy.sparse._csr": "csr_matrix csr_array",
        "scipy.sparse._csc": "csc_matrix csc_array",
        "scipy.sparse._coo": "coo_matrix coo_array",
        "scipy.sparse._lil": "lil_matrix lil_array",
        "scipy.sparse._dok": "dok_matrix dok_array",
        "scipy.sparse._dia": "dia_matrix dia_array",
        "scipy.sparse._bsr": "bsr_matrix bsr_array",
      },
      items: true,
    },
    {
      capability: { can: "template-state" },
      reason: "A distribution runs the text `_parse_arg_template` of its state to make its argument parsers.",
      source: "https://github.com/scipy/scipy/blob/main/scipy/stats/_distn_infrastructure.py",
      names: {
        "scipy.stats._distn_infrastructure":
          "rv_frozen rv_continuous_frozen rv_discrete_frozen rv_continuous rv_discrete rv_sample",
        "scipy.stats._continuous_distns": "*",
        "scipy.stats._discrete_distns": "*",
        "scipy.stats._levy_stable": "*",
      },
    },
    {
      capability: { can: "instance" },
      reason:
        "Tells joblib of an array whose bytes follow in the stream; they are skipped or examined in turn.",
      source: "https://github.com/joblib/joblib/blob/main/joblib/numpy_pickle.py",
      names: {
        "joblib.numpy_pickle": "NumpyArrayWrapper",
        "sklearn.externals.joblib.numpy_pickle": "NumpyArrayWrapper",
      },
    },
  ],
};
