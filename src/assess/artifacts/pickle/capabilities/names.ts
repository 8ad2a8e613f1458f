/** Modules of Python's own, of 2.7 and 3.6 to 3.14: what is in one of them and not listed is not harmless. */
const stdlibModules = new Set(
  `__future__ __main__ _abc _ast _asyncio _bisect _blake2 _bz2 _codecs _collections _collections_abc _compat_pickle _compression
  _contextvars _csv _ctypes _curses _datetime _decimal _elementtree _functools _hashlib _heapq _imp _io _json _locale _lsprof _lzma
  _markupbase _md5 _multibytecodec _multiprocessing _opcode _operator _osx_support _pickle _posixshmem _posixsubprocess _py_abc
  _pydatetime _pydecimal _pyio _pylong _pyrepl _queue _random _sha1 _sha2 _sha3 _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat
  _statistics _string _strptime _struct _symtable _thread _threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings
  _weakref _weakrefset _winapi _zoneinfo _aix_support _bootsubprocess _osx_support abc aifc annotationlib antigravity argparse array ast
  asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd
  code codecs codeop collections colorsys commands compileall compression concurrent configparser contextlib contextvars copy copyreg
  crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno
  faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib
  grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3
  linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib
  nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform
  plistlib popen2 poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re
  readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket
  socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol
  symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap this threading time timeit tkinter token
  tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib urllib2 urlparse uu uuid
  venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(
    /\s+/,
  ),
);

export function isStdlib(module: string): boolean {
  const dot = module.indexOf(".");
  return stdlibModules.has(dot < 0 ? module : module.slice(0, dot));
}

/** Python 2's names, mapped by the unpickler below protocol 3. Source: CPython, `Lib/_compat_pickle.py`. */
const oldModules: Readonly<Record<string, string>> = {
  __builtin__: "builtins",
  copy_reg: "copyreg",
  exceptions: "builtins",
  cPickle: "pickle",
  Queue: "queue",
  repr: "reprlib",
  SocketServer: "socketserver",
  ConfigParser: "configparser",
  tkFileDialog: "tkinter.filedialog",
  Tkinter: "tkinter",
  thread: "_thread",
  dummy_thread: "_thread",
  htmlentitydefs: "html.entities",
  HTMLParser: "html.parser",
  httplib: "http.client",
  BaseHTTPServer: "http.server",
  SimpleHTTPServer: "http.server",
  CGIHTTPServer: "http.server",
  cookielib: "http.cookiejar",
  Cookie: "http.cookies",
  commands: "subprocess",
  StringIO: "io",
  cStringIO: "io",
  UserDict: "collections",
  UserList: "collections",
  UserString: "collections",
  whichdb: "dbm",
  anydbm: "dbm",
  dbhash: "dbm",
  xmlrpclib: "xmlrpc.client",
  robotparser: "urllib.robotparser",
  urlparse: "urllib.parse",
  markupbase: "_markupbase",
  _abcoll: "collections.abc",
};
const oldNames: Readonly<Record<string, readonly [string, string]>> = {
  "builtins unichr": ["builtins", "chr"],
  "builtins reduce": ["functools", "reduce"],
  "builtins intern": ["sys", "intern"],
  "itertools izip": ["builtins", "zip"],
  "itertools imap": ["builtins", "map"],
  "itertools ifilter": ["builtins", "filter"],
  "os popen2": ["os", "popen"],
  "collections IterableUserDict": ["collections", "UserDict"],
};

/** Modules that moved: what is known of a name under its first address holds under the others. */
const moved: readonly (readonly [from: string, to: string])[] = [
  ["numpy._core", "numpy.core"],
  ["sklearn.externals.joblib", "joblib"],
  ["torch._tensor_", "torch._tensor_"],
];

/** The one address under which a name is looked up. */
export function canonicalName(module: string, name: string): readonly [module: string, name: string] {
  const now = oldModules[module] ?? module;
  const renamed = oldNames[`${now} ${name}`];
  if (renamed !== undefined) return renamed;
  for (const [from, to] of moved)
    if (now === from || now.startsWith(`${from}.`)) return [to + now.slice(from.length), name];
  return [now, name];
}
