import type { LibraryCapabilities } from "./capability.ts";

const docs = "https://docs.python.org/3/library/";

/** What honest pickles use of the standard library. All the rest of it is held against a pickle. */
export const stdlib: LibraryCapabilities = {
  library: "Python standard library",
  groups: [
    {
      capability: { can: "pure" },
      reason: "Builds a value out of its arguments.",
      source: `${docs}functions.html`,
      names: {
        builtins:
          "object int float complex bool str bytes bytearray range slice Ellipsis NotImplemented unicode long xrange",
        collections: "Counter OrderedDict deque  ChainMap UserDict UserList UserString",
        datetime: "date datetime time timedelta timezone",
        _pydatetime: "date datetime time timedelta timezone",
        decimal: "Decimal",
        _pydecimal: "Decimal",
        fractions: "Fraction",
        uuid: "UUID SafeUUID",
        pathlib: "Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath",
        "pathlib._local": "Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath",
        ipaddress: "IPv4Address IPv6Address IPv4Network IPv6Network IPv4Interface IPv6Interface",
        "zoneinfo._zoneinfo": "ZoneInfo",
        types: "SimpleNamespace MappingProxyType NoneType GenericAlias UnionType",
        argparse: "Namespace",
        array: "array _array_reconstructor",
        random: "Random",
        _random: "Random",
        re: "RegexFlag",
        signal: "Signals",
        http: "HTTPStatus",
        logging: "getLogger",
        operator: "itemgetter add sub mul truediv eq ne lt le gt ge neg abs and_ or_ not_",
        _operator: "itemgetter add sub mul truediv eq ne lt le gt ge neg abs and_ or_ not_",
        math: "exp log log2 log10 sqrt sin cos tan floor ceil pow fabs log1p expm1 tanh",
        time: "struct_time",
        inspect: "_ParameterKind",
        typing: "Any Union Optional List Dict Tuple Set Callable Literal",
        dataclasses: "_MISSING_TYPE MISSING",
        itertools: "chain count cycle repeat product permutations combinations islice zip_longest",
        calendar: "Month Day",
      },
      items: true,
    },
    {
      capability: { can: "pure" },
      reason: "A function of its arguments alone, without effect.",
      source: `${docs}functions.html`,
      names: {
        builtins:
          "len abs min max sum sorted reversed enumerate zip round divmod pow hash ord chr bin hex oct repr ascii format callable isinstance issubclass all any id",
        statistics: "mean median",
      },
    },
    {
      capability: { can: "pure" },
      reason: "A container; it walks what it is given and keeps it.",
      source: `${docs}functions.html`,
      names: { builtins: "dict list set frozenset tuple" },
      items: true,
    },
    {
      capability: { can: "pure" },
      reason: "An exception that keeps its arguments.",
      source: `${docs}exceptions.html`,
      names: {
        builtins:
          "BaseException Exception ValueError TypeError KeyError IndexError AttributeError RuntimeError NotImplementedError ArithmeticError ZeroDivisionError OverflowError LookupError AssertionError StopIteration OSError IOError FileNotFoundError PermissionError TimeoutError UnicodeDecodeError UnicodeEncodeError UserWarning DeprecationWarning FutureWarning RuntimeWarning Warning",
      },
    },
    {
      capability: { can: "pure" },
      reason: "Asks for a time zone by key among the installed ones; the key may not leave their folder.",
      source: `${docs}zoneinfo.html`,
      names: { zoneinfo: "ZoneInfo ZoneInfo._unpickle" },
    },
    {
      capability: { can: "pure" },
      reason: "Compiles a regular expression. It is not run by loading.",
      source: `${docs}re.html`,
      names: { re: "_compile compile Pattern" },
    },
    {
      capability: { can: "rebuild", argument: 0 },
      reason: "Makes an empty object of the class given: the class decides.",
      source: "https://github.com/python/cpython/blob/main/Lib/copyreg.py",
      names: { copyreg: "_reconstructor __newobj__ __newobj_ex__" },
    },
    {
      capability: { can: "calls", argument: 0 },
      reason: "Keeps a function to be called later: the function decides.",
      source: `${docs}functools.html`,
      names: { functools: "partial partialmethod", builtins: "map filter" },
    },
    {
      capability: { can: "calls", argument: 0, optional: true },
      reason: "Calls its first argument for missing keys: the argument decides.",
      source: `${docs}collections.html`,
      names: { collections: "defaultdict" },
      items: true,
    },
    {
      capability: { can: "calls", argument: 0 },
      reason: "Calls the function given over a sequence.",
      source: `${docs}functools.html`,
      names: { functools: "reduce", _functools: "reduce partial" },
    },
    {
      capability: { can: "one-argument" },
      reason: "With one argument it tells the type of that; with three it makes a class.",
      source: `${docs}functions.html`,
      names: { builtins: "type" },
    },
    {
      capability: { can: "codec", argument: 1 },
      reason: "Old protocols write bytes as text with a codec; which one decides.",
      source: "https://github.com/python/cpython/blob/main/Lib/pickle.py",
      names: { _codecs: "encode", codecs: "encode" },
    },
    {
      capability: { can: "attribute" },
      reason: "Nested classes in protocols below 4; the class and the name decide.",
      source: "https://github.com/python/cpython/blob/main/Lib/pickle.py",
      names: { builtins: "getattr" },
    },
    {
      capability: { can: "named-attributes" },
      reason: "Takes an attribute of what it is given later; harmless as long as the names are plain.",
      source: `${docs}operator.html`,
      names: { operator: "attrgetter", _operator: "attrgetter" },
    },
    {
      capability: { can: "nested", argument: 0, as: "pickle" },
      reason: "Unpickles the bytes it is given: what is in them decides.",
      source: `${docs}pickle.html`,
      names: {
        pickle: "loads _loads",
        _pickle: "loads",
        cPickle: "loads",
        dill: "loads",
        "dill._dill": "loads",
        cloudpickle: "loads",
      },
    },
  ],
};
