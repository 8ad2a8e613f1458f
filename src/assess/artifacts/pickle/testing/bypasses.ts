import { pickle, type PickleAssembler } from "../../../../formats/pickle/testing/assemble.ts";

/** An inert pickle with which some scanner was got round, or could be. */
export interface Bypass {
  readonly family: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const text = "echo inert";
const call = (module: string, name: string, argument = text): Uint8Array =>
  pickle().proto(4).stackGlobal(module, name).string(argument).tuple1().reduce().stop();
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** Gadgets that block-lists missed. Each is called with an inert argument. */
const gadgets =
  `os.system posix.system nt.system subprocess.Popen subprocess.check_output builtins.eval builtins.exec builtins.compile builtins.__import__
  builtins.getattr builtins.open __builtin__.eval __builtin__.execfile __builtin__.apply commands.getoutput pip.main pip._internal.main timeit.timeit timeit.main
  asyncio.unix_events._UnixSubprocessTransport._start cProfile.run cProfile.runctx profile.run trace.Trace.run bdb.Bdb.run pdb.run pdb.Pdb
  code.InteractiveInterpreter.runcode code.interact codeop.compile_command idlelib.pyshell.ModifiedInterpreter.runcode idlelib.calltip.get_entity
  idlelib.autocomplete.AutoComplete.get_entity idlelib.debugobj.ObjectTreeItem.SetText idlelib.run.Executive.runcode lib2to3.pgen2.grammar.Grammar.loads
  lib2to3.pgen2.pgen.ParserGenerator.make_label torch.utils.bottleneck.__main__.run_cprofile torch.utils.bottleneck.__main__.run_autograd_prof
  torch._inductor.codecache.compile_file torch._dynamo.guards.GuardBuilder.get torch.fx.experimental.symbolic_shapes.ShapeEnv.evaluate_guards_expression
  torch.jit.unsupported_tensor_ops.execWrapper torch.utils._config_module.load_config torch.utils.data.datapipes.utils.decoder.basichandlers
  torch.utils.collect_env.run torch.hub.load torch.load torch.serialization.load numpy.testing._private.utils.runstring numpy.testing.runstring numpy.f2py.crackfortran.getlincoef
  numpy.f2py.crackfortran.param_eval numpy.f2py.compile numpy.load numpy.loadtxt pkgutil.resolve_name operator.methodcaller _operator.methodcaller
  ssl.get_server_certificate distutils.file_util.write_file distutils.spawn.spawn uuid._get_command_stdout _osx_support._read_output _aix_support._read_cmd_output
  imaplib.IMAP4_stream _pyrepl.pager.pipe_pager test.support.script_helper.assert_python_ok ctypes.CDLL ctypes.util.find_library cloudpickle.cloudpickle._make_function
  cloudpickle._make_skeleton_class dill._dill._create_function dill._dill._import_module types.CodeType types.FunctionType marshal.loads weakref.finalize atexit.register
  _io.FileIO io.open io.FileIO logging.FileHandler logging.config.dictConfig shutil.rmtree tempfile.mkstemp webbrowser.open urllib.request.urlopen socket.socket
  http.client.HTTPSConnection runpy.run_path runpy._run_code importlib.import_module imp.load_source zipimport.zipimporter pty.spawn platform.popen sys.settrace
  multiprocessing.util.spawnv_passfds concurrent.futures.ProcessPoolExecutor nturl2path.url2pathname cgitb.Hook wsgiref.simple_server.make_server
  pydoc.pipepager pydoc.locate doctest.debug_script ensurepip._run_pip venv.create site.addsitedir smtplib.SMTP ftplib.FTP sqlite3.connect
  joblib.load joblib.parallel.Parallel joblib.memory.Memory pandas.read_pickle pandas.eval sklearn.utils._testing.assert_run_python_script
  IPython.core.interactiveshell.InteractiveShell.run_cell setuptools.sandbox.run_setup gc.get_objects inspect.getattr_static json.tool.main
  threading.Thread signal.signal sched.scheduler srsly.cloudpickle.cloudpickle._make_function functools.singledispatch copyreg.add_extension configparser.ConfigParser enum._simple_enum
  unittest.mock.patch fileinput.input linecache.getlines tarfile.open zipfile.ZipFile xmlrpc.client.ServerProxy telnetlib.Telnet poplib.POP3
  modelscan.modelscan.ModelScan picklescan.scanner.scan_file_path fickling.hook.activate_safe_ml_environment bartizan.scan
  __main__.run vendor.tools.run_command mylib.helpers.execute numpy.os.system builtins.setattr builtins.type.__subclasses__`.split(
    /\s+/,
  );

const splitName = (full: string): readonly [string, string] => {
  const at = full.search(/\.[A-Z][A-Za-z0-9_]*\.[A-Za-z_]+$/);
  const cut = at < 0 ? full.lastIndexOf(".") : at;
  return [full.slice(0, cut), full.slice(cut + 1)];
};

const made = (family: string, name: string, build: (start: PickleAssembler) => Uint8Array): Bypass => ({
  family,
  name,
  bytes: build(pickle()),
});

const system = (start: PickleAssembler): PickleAssembler => start.global("os", "system");

/** All ten families of ways round a pickle scanner that have been published, and some of their neighbours. */
export const bypasses: readonly Bypass[] = [
  ...gadgets.map((full) => ({ family: "gadget", name: full, bytes: call(...splitName(full)) })),
  ...gadgets.slice(0, 30).map((full) =>
    made("gadget, old protocol", full, (p) =>
      p
        .global(...splitName(full))
        .mark()
        .string(text)
        .tuple()
        .reduce()
        .stop(),
    ),
  ),
  made("protocol", "protocol 0 without a magic number", (p) =>
    p.line("c", "os", "system").raw(0x28).line("S", `'${text}'`).raw(0x74, 0x52).stop(),
  ),
  made("protocol", "protocol 0 by INST", (p) => p.mark().line("S", `'${text}'`).inst("os", "system").stop()),
  made("names", "dotted name walks from another module", (p) =>
    p.proto(4).stackGlobal("pathlib", "os.system").string(text).tuple1().reduce().stop(),
  ),
  made("names", "dotted GLOBAL", (p) =>
    p.proto(4).global("shutil", "os.system").string(text).tuple1().reduce().stop(),
  ),
  made("names", "dotted walk from a harmless class", (p) =>
    p.proto(4).stackGlobal("collections", "OrderedDict.__init__.__globals__").stop(),
  ),
  made("names", "names out of the memo", (p) =>
    p
      .proto(4)
      .string("os")
      .memoize()
      .string("system")
      .memoize()
      .pop()
      .pop()
      .get(0)
      .get(1)
      .stackGlobalOfStack()
      .string(text)
      .tuple1()
      .reduce()
      .stop(),
  ),
  made("names", "a name put together by a call", (p) =>
    p
      .proto(4)
      .global("operator", "add")
      .string("o")
      .string("s")
      .tuple2()
      .reduce()
      .string("system")
      .stackGlobalOfStack()
      .string(text)
      .tuple1()
      .reduce()
      .stop(),
  ),
  made("names", "a name that is a number", (p) =>
    p.proto(4).int(1).string("system").stackGlobalOfStack().stop(),
  ),
  made("names", "module of Python 2", (p) =>
    p.proto(2).global("__builtin__", "eval").string("1").tuple1().reduce().stop(),
  ),
  made("machine", "the call is popped", (p) =>
    system(p.proto(4)).string(text).tuple1().reduce().pop().none().stop(),
  ),
  made("machine", "OBJ and POP", (p) => system(p.proto(4).mark()).string(text).obj().pop().none().stop()),
  made("machine", "POP_MARK over a call", (p) =>
    system(p.proto(4).mark()).string(text).tuple1().reduce().popMark().none().stop(),
  ),
  made("machine", "NEWOBJ_EX", (p) =>
    p.proto(4).global("subprocess", "Popen").string(text).tuple1().emptyDict().newObjEx().stop(),
  ),
  made("machine", "only named, never called", (p) => system(p.proto(4)).stop()),
  made("machine", "named and popped", (p) => system(p.proto(4)).pop().none().stop()),
  made("machine", "in a memo entry far away", (p) =>
    system(p.proto(4)).put(70_000).pop().get(70_000).string(text).tuple1().reduce().stop(),
  ),
  made("machine", "EXT1", (p) => p.proto(4).ext1(1).string(text).tuple1().reduce().stop()),
  made("machine", "EXT2", (p) => p.proto(4).ext2(300).string(text).tuple1().reduce().stop()),
  made("machine", "EXT4", (p) => p.proto(4).ext4(70_000).string(text).tuple1().reduce().stop()),
  made("machine", "call of a result", (p) =>
    p.proto(4).global("operator", "itemgetter").int(0).tuple1().reduce().emptyList().tuple1().reduce().stop(),
  ),
  made("machine", "frame crossed", (p) =>
    p
      .proto(4)
      .frame((f) => f.none().pop().raw(0x8c, 4), undefined)
      .raw(0x61, 0x62, 0x63, 0x64)
      .stop(),
  ),
  made("machine", "frame in a frame", (p) =>
    p
      .proto(4)
      .frame((f) => f.frame((g) => g.none()))
      .stop(),
  ),
  made("machine", "octal to one reader", (p) => p.line("I", "010").stop()),
  made("machine", "number with a NUL", (p) => p.line("I", "1\0x").stop()),
  made("broken", "calls, then breaks", (p) =>
    system(p.proto(4)).string(text).tuple1().reduce().raw(0xff).build(),
  ),
  made("broken", "calls, then ends", (p) => system(p.proto(4)).string(text).tuple1().reduce().build()),
  made("broken", "missing memo entry behind the call", (p) =>
    system(p.proto(4)).string(text).tuple1().reduce().get(9).stop(),
  ),
  made("nested", "pickle.loads", (p) =>
    p.proto(4).global("pickle", "loads").blob(call("os", "system")).tuple1().reduce().stop(),
  ),
  made("nested", "torch.storage._load_from_bytes", (p) =>
    p
      .proto(4)
      .global("torch.storage", "_load_from_bytes")
      .blob(call("os", "system"))
      .tuple1()
      .reduce()
      .stop(),
  ),
  made("nested", "bytes written as text", (p) =>
    p
      .proto(2)
      .global("pickle", "loads")
      .global("_codecs", "encode")
      .string(latin1(call("os", "system")))
      .string("latin1")
      .tuple2()
      .reduce()
      .tuple1()
      .reduce()
      .stop(),
  ),
  made("nested", "bytes that a call makes", (p) =>
    p
      .proto(4)
      .global("pickle", "loads")
      .global("builtins", "bytes")
      .int(3)
      .tuple1()
      .reduce()
      .tuple1()
      .reduce()
      .stop(),
  ),
  made("nested", "the getters of a vocabulary", (p) =>
    p
      .proto(4)
      .stackGlobal("spacy.vocab", "unpickle_vocab")
      .mark()
      .none()
      .none()
      .none()
      .none()
      .blob(call("os", "system"))
      .none()
      .none()
      .tuple()
      .reduce()
      .stop(),
  ),
  made("nested", "srsly.pickle_loads", (p) =>
    p.proto(4).stackGlobal("srsly", "pickle_loads").blob(call("os", "system")).tuple1().reduce().stop(),
  ),
  made("nested", "three deep", (p) =>
    p
      .proto(4)
      .global("pickle", "loads")
      .blob(pickle().proto(4).global("_pickle", "loads").blob(call("os", "system")).tuple1().reduce().stop())
      .tuple1()
      .reduce()
      .stop(),
  ),
  made("nested", "second pickle", (p) =>
    p.proto(4).none().stop().length > 0
      ? pickle().bytes(p.build()).bytes(call("os", "system")).build()
      : p.build(),
  ),
  made("argument", "functools.partial", (p) =>
    system(p.proto(4).global("functools", "partial")).tuple1().reduce().stop(),
  ),
  made("argument", "functools.partial of an unlisted function", (p) =>
    p.proto(4).global("functools", "partial").global("json", "dumps").tuple1().reduce().stop(),
  ),
  made("argument", "map", (p) =>
    p.proto(4).global("builtins", "map").global("os", "system").emptyList().tuple2().reduce().stop(),
  ),
  made("argument", "_rebuild_from_type_v2", (p) =>
    p
      .proto(2)
      .global("torch._tensor", "_rebuild_from_type_v2")
      .global("runpy", "run_path")
      .global("torch", "Tensor")
      .emptyTuple()
      .tuple3()
      .reduce()
      .stop(),
  ),
  made("argument", "copyreg.__newobj__", (p) =>
    p.proto(2).global("copyreg", "__newobj__").global("subprocess", "Popen").tuple1().reduce().stop(),
  ),
  made("argument", "_reconstructor of an unlisted class", (p) =>
    p
      .line("c", "copy_reg", "_reconstructor")
      .global("tempfile", "_TemporaryFileCloser")
      .global("builtins", "object")
      .none()
      .tuple3()
      .reduce()
      .stop(),
  ),
  made("argument", "ufunc out of another module", (p) =>
    p
      .proto(4)
      .global("numpy.core", "_ufunc_reconstruct")
      .string("os")
      .string("system")
      .tuple2()
      .reduce()
      .stop(),
  ),
  made("argument", "codec that is none", (p) =>
    p.proto(4).global("_codecs", "encode").string("x").string("bz2").tuple2().reduce().stop(),
  ),
  made("argument", "attrgetter into the machinery", (p) =>
    p.proto(4).global("operator", "attrgetter").string("__class__.__base__").tuple1().reduce().stop(),
  ),
  made("argument", "a method of a path, to be called later", (p) =>
    p
      .proto(4)
      .stackGlobal("functools", "partial")
      .stackGlobal("builtins", "getattr")
      .stackGlobal("pathlib", "PosixPath")
      .string("inert")
      .tuple1()
      .reduce()
      .string("unlink")
      .tuple2()
      .reduce()
      .tuple1()
      .reduce()
      .stop(),
  ),
  made("argument", "getattr", (p) =>
    p
      .proto(4)
      .global("builtins", "getattr")
      .global("builtins", "dict")
      .string("__class__")
      .tuple2()
      .reduce()
      .stop(),
  ),
  made("argument", "a class made of three arguments", (p) =>
    p.proto(4).global("builtins", "type").string("X").emptyTuple().emptyDict().tuple3().reduce().stop(),
  ),
  made("state", "BUILD of an imported class", (p) =>
    p
      .proto(4)
      .global("collections", "OrderedDict")
      .emptyDict()
      .string("__setstate__")
      .none()
      .setItem()
      .buildState()
      .stop(),
  ),
  made("state", "items given to an import", (p) =>
    p.proto(4).global("collections", "OrderedDict").string("a").none().setItem().stop(),
  ),
  made("state", "distribution with a text to run", (p) =>
    p
      .proto(4)
      .global("scipy.stats._continuous_distns", "norm_gen")
      .emptyTuple()
      .newObj()
      .emptyDict()
      .string("_parse_arg_template")
      .string("def _parse_args(self): pass\nprint(1)")
      .setItem()
      .buildState()
      .stop(),
  ),
  made("weights only", "SETITEM on a tensor", (p) =>
    p
      .proto(2)
      .global("torch._utils", "_rebuild_tensor_v2")
      .mark()
      .string("x")
      .binPersistentId()
      .int(0)
      .tuple()
      .reduce()
      .int(0)
      .none()
      .setItem()
      .stop(),
  ),
  made("weights only", "APPEND to a storage", (p) =>
    p.proto(2).string("x").binPersistentId().none().append().stop(),
  ),
  made("exhaustion", "tuples of tuples", (p) => {
    p.proto(4).emptyTuple().memoize();
    for (let i = 0; i < 200; i++) p.get(0).dup().dup().tuple3().put(0).pop();
    return p.stop();
  }),
  made("exhaustion", "a memo of two thousand million entries", (p) =>
    p.proto(4).none().put(2_000_000_000).stop(),
  ),
];
