"""Lists classes of installed libraries of which a pickle may make instances with a state.

    python bench/artifacts/classes.py src/assess/artifacts/pickle/capabilities/classes [PACKAGE…]

A class is listed when making an empty instance and giving it a state runs none of its own code, or only
code of its own library that was read: no `__del__`, no `__setstate__`, `__new__`, `__setattr__`,
`__getattr__` of classes outside the bases named here, and nothing whose module opens files, addresses,
processes. Libraries that cannot be imported for want of others are judged by their source alone. The lists
are data of the policy: read the difference before committing it.
"""

import ast
import importlib
import importlib.metadata
import importlib.util
import inspect
import pathlib
import pkgutil
import re
import sys
import warnings

warnings.filterwarnings("ignore")
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)

# Package, the parts of it that are listed, the parts that are not.
libraries = {
    "sklearn": (["sklearn"], ["_testing", "tests", "datasets", "externals", "conftest", "_build_utils", "callback", "_joblib", "parallel", "_loss.glm", "fixes", "_repr_html", "estimator_checks", "_mocking"]),
    "torch": (["torch.nn.modules", "torch.nn.parallel.data_parallel", "torch.optim", "torch.distributions", "torch.ao.nn", "torch.ao.quantization.observer", "torch.ao.quantization.fake_quantize", "torch.utils.data.dataset", "torch.utils.data.sampler", "torch.nn.utils.rnn"], ["lazy", "_multi_tensor"]),
    "transformers": (["transformers.configuration_utils", "transformers.generation.configuration_utils", "transformers.tokenization_utils_base", "transformers.feature_extraction", "transformers.image_processing", "transformers.training_args", "transformers.trainer_utils", "transformers.models", "transformers.activations", "transformers.integrations.sdpa", "transformers.utils.generic", "transformers.modeling_outputs", "transformers.modeling_layers", "transformers.pytorch_utils", "transformers.modeling_rope_utils"], ["convert", "tokenization_mbart50_x", "rag.retrieval", "deprecated", "_tf", "_flax"]),
    "tokenizers": (["tokenizers"], ["tools"]),
    "xgboost": (["xgboost.sklearn", "xgboost.core", "xgboost.callback"], []),
    "lightgbm": (["lightgbm.sklearn", "lightgbm.basic"], []),
    "catboost": (["catboost.core"], []),
    "pandas": (["pandas.core", "pandas._libs"], ["computation", "window.online", "pandas.core.interchange"]),
    "scipy": (["scipy.interpolate", "scipy.spatial", "scipy.optimize", "scipy.stats", "scipy.sparse", "scipy.signal"], ["tests", "_distn_infrastructure", "_continuous_distns", "_discrete_distns", "_levy_stable", "_array_api"]),
    "statsmodels": (["statsmodels"], ["tests", "sandbox", "datasets", "tools._testing", "tools.web", "examples", "graphics", "compat", "docstring"]),
    "networkx": (["networkx.classes"], ["tests"]),
    "PIL": (["PIL.Image"], []),
    "confection": (["confection"], ["tests"]),
    "gensim": (["gensim.models", "gensim.corpora"], ["test", "wrappers", "downloader"]),
    "spacy": (["spacy.lang", "spacy.language", "spacy.vocab", "spacy.tokenizer", "spacy.pipeline", "spacy.strings", "spacy.lookups", "spacy.morphology", "spacy.vectors"], ["tests"]),
}
hooks = ("__setstate__", "__new__", "__setattr__", "__del__", "__getattr__", "__getattribute__", "__setitem__")
# Read, and without effect beyond the object.
trusted = {"builtins", "collections", "enum", "abc", "typing", "functools", "numpy", "collections.abc", "torch._tensor", "_frozen_importlib"}
dangerous = re.compile(r"Loader|Downloader|Client|Server|Popen|(?<!Gaussian)Process|Thread|Parallel|Mock|Test|Command|Shell|Writer|Reader|Connection|Cache|Memory|Proxy|Dispatcher|TemporaryFile")
files_read = re.compile(r"\b(?:eval|exec|__import__|open|system|popen|load|import_module|getattr)\s*\(")


def defining(cls, hook):
    for base in inspect.getmro(cls):
        if hook in vars(base):
            return base
    return None


def listed(cls, package):
    if dangerous.search(cls.__name__) or issubclass(cls, type):
        return False
    for hook in hooks:
        base = defining(cls, hook)
        if base is None or base.__module__.split(".")[0] in trusted or base.__module__ in trusted:
            continue
        if hook == "__del__" and package not in ("xgboost", "lightgbm", "catboost", "PIL", "spacy"):
            return False
        if base.__module__.split(".")[0] not in libraries:
            return False
        try:
            source = inspect.getsource(vars(base)[hook])
        except (OSError, TypeError):
            continue  # compiled: its state is numbers and arrays
        if hook != "__getattr__" and files_read.search(source.replace("self.__class__", "")) and package not in ("torch", "lightgbm", "xgboost", "catboost", "transformers", "pandas", "statsmodels", "gensim"):
            return False
    return True


# Lists of a package that would be too long for one file, by what the last part of the module begins with.
kinds = {"transformers": ["configuration", "image_processing", "feature_extraction", "modeling", "processing"]}


def write(package, version, names):
    """One file of a package, or one for each kind."""
    sorts = kinds.get(package, [])
    parted = {}
    for module, found in names.items():
        last = module.rsplit(".", 1)[-1]
        inside = module.startswith(package + ".models.")
        kind = next((k for k in sorts if inside and last.startswith(k + "_")), "other" if sorts else "")
        parted.setdefault(kind, {})[module] = found
    for kind, modules in list(parted.items()):
        if len(modules) > 380:
            del parted[kind]
            for module, found in modules.items():
                half = "a_l" if module.split(".")[2] < "m" else "m_z"
                parted.setdefault(f"{kind}_{half}", {})[module] = found
    for kind, modules in parted.items():
        count = sum(map(len, modules.values()))
        name = package.lower() + "".join(part.capitalize() for part in kind.split("_"))
        text = [
            "// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.",
            f"/** {count} classes of {package} {version} that are made empty and given a state. */",
            f"export const {name}Classes: Readonly<Record<string, string>> = {{",
            *(f'  "{module}": "{" ".join(sorted(found))}",' for module, found in sorted(modules.items())),
            "};",
            "",
        ]
        file = "-".join([package.lower(), *filter(None, kind.split("_"))]) + ".ts"
        (folder / file).write_text("\n".join(text))
        print(package, kind, len(modules), "modules", count, "classes")


# Package, parts that are listed: read with `ast`, nothing of it is imported.
by_source = {"ultralytics": ["nn/modules/", "nn/tasks.py", "utils/loss.py", "utils/tal.py"]}
# Their `__setstate__` was read: it sets an attribute that is missing and calls the one of `torch.nn.Module`.
states_read = {"ultralytics.nn.modules.block.AAttn"}


def classes_of_source(package, parts):
    top = pathlib.Path(importlib.util.find_spec(package).submodule_search_locations[0])
    names = {}
    for path in sorted(top.rglob("*.py")):
        inside = path.relative_to(top).as_posix()
        if not any(inside.startswith(part) for part in parts):
            continue
        module = ".".join([package, *inside.removesuffix(".py").split("/")])
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.ClassDef) or dangerous.search(node.name) or node.name.startswith("_Safe"):
                continue
            own = {item.name for item in node.body if isinstance(item, ast.FunctionDef)} & set(hooks)
            if not own or f"{module}.{node.name}" in states_read:
                names.setdefault(module.removesuffix(".__init__"), []).append(node.name)
    # Old checkpoints name what a folder of modules gives on.
    for module in sorted({name.rsplit(".", 1)[0] for name in names}):
        door = top.joinpath(*module.split(".")[1:], "__init__.py")
        if any(f"{path}/" in parts for path in [door.parent.relative_to(top).as_posix()]):
            for node in ast.parse(door.read_text()).body:
                if isinstance(node, ast.ImportFrom) and node.level == 1:
                    known = names.get(f"{module}.{node.module}", [])
                    names.setdefault(module, []).extend(a.name for a in node.names if a.name in known)
    return importlib.metadata.version(package), names


wanted = sys.argv[2:]
for package, parts in by_source.items():
    if wanted and package not in wanted:
        continue
    try:
        write(package, *classes_of_source(package, parts))
    except AttributeError:
        print("left out", package)

for package, (parts, without) in libraries.items():
    if wanted and package not in wanted:
        continue
    try:
        top = importlib.import_module(package)
    except Exception as problem:
        print("left out", package, problem)
        continue
    names = {}
    modules = [package] + [m.name for m in pkgutil.walk_packages(top.__path__, package + ".", onerror=lambda _: None) if any((m.name + ".").startswith(p + ".") or m.name.startswith(p + "_") for p in parts) and not any(w in m.name for w in without)]
    for name in modules:
        if package == "transformers" and name.startswith("transformers.models.") and not re.search(r"\.(configuration|image_processing|feature_extraction|processing|modeling_(bert|gpt2|llama|t5|vit|roberta|distilbert|clip|whisper|bart|mistral|qwen2|gemma|albert|electra|deberta_v2|xlm_roberta|mpnet|phi))[a-z0-9_]*$", name):
            continue
        try:
            module = importlib.import_module(name)
        except BaseException:
            continue
        for attribute, cls in vars(module).items():
            if inspect.isclass(cls) and cls.__module__ == name and attribute == cls.__name__ and listed(cls, package):
                names.setdefault(name, []).append(attribute)
    write(package, getattr(top, "__version__", ""), names)
