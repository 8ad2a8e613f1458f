/** Modules whose classes frameworks themselves put into configurations. */
const frameworks = [
  "nemo",
  "torch",
  "torchvision",
  "torchaudio",
  "lightning",
  "pytorch_lightning",
  "transformers",
  "diffusers",
  "timm",
  "monai",
  "megatron",
  "hydra._internal",
  "omegaconf",
  "sentence_transformers",
  "peft",
  "einops",
  "torchmetrics",
  "nemo_text_processing",
  "apex",
  "accelerate",
  "onnxruntime",
  "ldm",
  "sgm",
  "keras",
  "tensorflow",
  "sklearn",
  "numpy",
  "optax",
  "flax",
  "jax",
  "collections",
  "fairseq",
  "fairseq2",
  "torchtune",
  "modelopt",
  "speechbrain",
  "optimum",
  "modulus",
  "physicsnemo",
  "functools",
] as const;
const harmfulModules = [
  "os",
  "posix",
  "nt",
  "subprocess",
  "builtins",
  "__builtin__",
  "importlib",
  "shutil",
  "socket",
  "pty",
  "sys",
  "runpy",
  "code",
  "commands",
  "ctypes",
  "pickle",
  "marshal",
  "dill",
  "cloudpickle",
  "pip",
  "webbrowser",
  "urllib",
  "requests",
  "http",
  "platform",
  "asyncio",
  "multiprocessing",
  "timeit",
  "cProfile",
  "profile",
  "pdb",
  "bdb",
  "trace",
  "pkgutil",
  "operator",
  "tempfile",
  "pathlib",
  "io",
  "joblib",
] as const;
const harmfulNames: ReadonlySet<string> = new Set([
  "torch.load",
  "torch.hub.load",
  "torch.jit.load",
  "torch.ops.load_library",
  "torch.classes.load_library",
  "torch.utils.cpp_extension.load",
  "torch.utils.cpp_extension.load_inline",
  "numpy.load",
  "numpy.f2py.compile",
  "tensorflow.load_op_library",
  "torch.serialization.load",
  "torch.package.PackageImporter",
  "hydra.utils.get_method",
  "hydra.utils.get_class",
  "hydra.utils.get_object",
  "hydra.utils.instantiate",
  "functools.partial",
  "functools.reduce",
]);

const under = (name: string, modules: readonly string[]): boolean =>
  modules.some((module) => name === module || name.startsWith(`${module}.`));

/** What it means to have this called by its dotted name. */
export function standingOf(target: string): "framework" | "harmful" | "unknown" {
  if (harmfulNames.has(target) || under(target, harmfulModules)) return "harmful";
  // `torch.os.system` and its like: a framework's module is only a way to another.
  const steps = target.split(".");
  if (
    steps
      .slice(1)
      .some((step) =>
        [
          "os",
          "sys",
          "subprocess",
          "builtins",
          "importlib",
          "__builtins__",
          "pickle",
          "shutil",
          "_os",
          "_sys",
        ].includes(step),
      )
  )
    return "harmful";
  return under(target, frameworks) ? "framework" : "unknown";
}
