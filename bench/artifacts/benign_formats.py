"""Writes real, harmless model files of all formats but plain pickles with the real frameworks.

    python bench/artifacts/benign_formats.py /tmp/benign-formats

The counterpart of benign.py for what is not a pickle, or is one inside something else: NumPy, safetensors,
repositories of transformers with their tokenizers and chat templates, ONNX, GGUF, Keras, TensorFlow, JAX,
boosters in their own formats, skops, PMML, MLflow, HDF5, archives. Frameworks that are not installed are
left out and said so, so that it can be run with several environments into the same folder. Nothing is read back.
"""

import collections
import gzip
import io
import json
import os
import pathlib
import sys
import tarfile
import warnings
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
warnings.filterwarnings("ignore")
folder = pathlib.Path(sys.argv[1])
wanted = sys.argv[2:]
folder.mkdir(parents=True, exist_ok=True)
left_out = []


def at(group, name):
    path = folder / group / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def attempt(what, act):
    try:
        act()
    except Exception as problem:
        left_out.append(f"{what}: {type(problem).__name__}: {str(problem)[:200]}")


def numpys():
    import numpy as np

    arrays = {
        "float": np.arange(12.0).reshape(3, 4),
        "half": np.ones(7, "f2"),
        "bytes": np.array([b"ab", b"c"]),
        "text": np.array(["red", "blue"]),
        "fields": np.zeros(3, [("a", "f4"), ("b", "i8", (2,))]),
        "empty": np.zeros((0, 3)),
        "scalar": np.float64(3.0),
        "big-endian": np.arange(3, dtype=">i4"),
        "fortran": np.asfortranarray(np.ones((4, 5))),
        "complex": np.ones(3, "c16"),
        "bool": np.ones(3, "?"),
        "date": np.array(["2020-01-01"], dtype="M8[D]"),
    }
    for name, array in arrays.items():
        np.save(at("numpy", f"{name}.npy"), array)
    np.savez(at("numpy", "all.npz"), **arrays)
    np.savez_compressed(at("numpy", "all-compressed.npz"), **arrays)
    np.savez(at("numpy", "unnamed.npz"), np.arange(3), np.arange(4))
    np.lib.format.write_array(open(at("numpy", "version-2.npy"), "wb"), np.arange(3.0), version=(2, 0))
    np.savetxt(at("numpy", "table.csv"), np.eye(3), delimiter=",")


def scipys():
    import numpy as np
    import scipy.io as sio
    import scipy.sparse as sp

    sp.save_npz(at("scipy", "csr.npz"), sp.csr_matrix(np.eye(4)))
    sp.save_npz(at("scipy", "coo.npz"), sp.coo_array(np.eye(4)), compressed=False)
    sio.mmwrite(at("scipy", "matrix.mtx"), sp.csr_matrix(np.eye(4)))


def safetensorss():
    import numpy as np
    from safetensors.numpy import save_file

    save_file({"a": np.ones((3, 4), "f4"), "b": np.zeros(5, "i8")}, at("safetensors", "two.safetensors"))
    save_file({"a": np.ones((3, 4), "f2")}, at("safetensors", "metadata.safetensors"), {"format": "pt", "note": "ü"})
    save_file({}, at("safetensors", "none.safetensors"))
    save_file({"e": np.zeros((0, 3), "f4"), "s": np.array(3.0), "u": np.ones(3, "u1")}, at("safetensors", "shapes.safetensors"))
    save_file({f"layer.{i}.weight": np.full((2, i + 1), i, "f4") for i in range(200)}, at("safetensors", "many.safetensors"))


def transformerss():
    import torch
    import transformers as tf
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers, decoders, processors

    text = ["the cat sat on the mat", "a dog ran after the cat", "models read text"] * 20
    chatml = (
        "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
        "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
    )

    def tokenizer(kind):
        if kind == "bpe":
            inner = Tokenizer(models.BPE(unk_token="<unk>"))
            inner.pre_tokenizer, inner.decoder = pre_tokenizers.ByteLevel(), decoders.ByteLevel()
            trainer = trainers.BpeTrainer(vocab_size=300, special_tokens=["<unk>", "<s>", "</s>", "<pad>"])
        elif kind == "wordpiece":
            inner = Tokenizer(models.WordPiece(unk_token="[UNK]"))
            inner.normalizer, inner.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
            trainer = trainers.WordPieceTrainer(vocab_size=200, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
        else:
            inner = Tokenizer(models.Unigram())
            inner.pre_tokenizer = pre_tokenizers.Metaspace()
            trainer = trainers.UnigramTrainer(vocab_size=60, special_tokens=["<unk>", "<s>", "</s>"], unk_token="<unk>")
        inner.train_from_iterator(text, trainer)
        return tf.PreTrainedTokenizerFast(tokenizer_object=inner)

    small = dict(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, vocab_size=300)
    causal = small | dict(num_key_value_heads=2, max_position_embeddings=64)
    t5 = dict(d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2, vocab_size=100, decoder_start_token_id=0)
    picture = dict(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, image_size=8, patch_size=4)
    made = {
        "bert": (lambda: tf.BertForSequenceClassification(tf.BertConfig(**small)), "wordpiece", None),
        "distilbert": (lambda: tf.DistilBertForQuestionAnswering(tf.DistilBertConfig(dim=16, n_layers=1, n_heads=2, hidden_dim=16, vocab_size=200)), "wordpiece", None),
        "roberta": (lambda: tf.RobertaForTokenClassification(tf.RobertaConfig(**small, num_labels=5)), "bpe", None),
        "gpt2": (lambda: tf.GPT2LMHeadModel(tf.GPT2Config(n_embd=16, n_layer=1, n_head=2, vocab_size=300)), "bpe", None),
        "llama": (lambda: tf.LlamaForCausalLM(tf.LlamaConfig(**causal)), "bpe", chatml),
        "mistral": (lambda: tf.MistralForCausalLM(tf.MistralConfig(**causal)), "bpe", chatml),
        "qwen2": (lambda: tf.Qwen2ForCausalLM(tf.Qwen2Config(**causal)), "bpe", {"default": chatml, "tool_use": chatml}),
        "gemma": (lambda: tf.GemmaForCausalLM(tf.GemmaConfig(**causal, head_dim=8)), "unigram", chatml),
        "t5": (lambda: tf.T5ForConditionalGeneration(tf.T5Config(**t5)), "unigram", None),
        "vit": (lambda: tf.ViTForImageClassification(tf.ViTConfig(**picture)), None, None),
        "clip": (lambda: tf.CLIPVisionModel(tf.CLIPVisionConfig(**picture)), None, None),
        "mixtral": (lambda: tf.MixtralForCausalLM(tf.MixtralConfig(**causal, num_local_experts=2)), "bpe", chatml),
    }
    for name, (model, kind, template) in made.items():
        def save():
            place = at(f"transformers/{name}", "x").parent
            one = model()
            one.save_pretrained(place)
            if kind is not None:
                its = tokenizer(kind)
                if template is not None:
                    its.chat_template = template
                its.save_pretrained(place)
            torch.save(one.state_dict(), place / "pytorch_model.bin")
            (place / "README.md").write_text(
                f"---\nlicense: apache-2.0\nlanguage: en\nlibrary_name: transformers\ntags:\n- {name}\n---\n\n# {name}\n\n```python\n"
                f"from transformers import AutoModel\nmodel = AutoModel.from_pretrained('example/{name}')\n```\n"
            )
            (place / ".gitattributes").write_text("*.safetensors filter=lfs diff=lfs merge=lfs -text\n*.bin filter=lfs diff=lfs merge=lfs -text\n")
        attempt(f"transformers {name}", save)

    def sharded():
        model = tf.LlamaForCausalLM(tf.LlamaConfig(**causal | dict(num_hidden_layers=4)))
        model.save_pretrained(at("transformers/llama-sharded", "x").parent, max_shard_size="20KB")
    attempt("sharded", sharded)
    attempt("image processor", lambda: tf.ViTImageProcessor().save_pretrained(at("transformers/processor", "x").parent))
    attempt("feature extractor", lambda: tf.WhisperFeatureExtractor().save_pretrained(at("transformers/whisper", "x").parent))
    attempt("generation", lambda: tf.GenerationConfig(max_new_tokens=3).save_pretrained(at("transformers/generation", "x").parent))

    def trainer():
        model = made["bert"][0]()
        data = [{"input_ids": [1, 2, 3], "labels": 0}] * 4
        arguments = tf.TrainingArguments(output_dir=str(at("transformers/trainer", "x").parent), max_steps=2, save_steps=2, report_to=[], use_cpu=True)
        tf.Trainer(model=model, args=arguments, train_dataset=data).train()
    attempt("trainer", trainer)


def sentence_transformerss():
    import sentence_transformers as st

    base = folder / "transformers" / "bert"
    st.SentenceTransformer(str(base)).save(str(at("sentence-transformers/tiny", "x").parent))


def torches():
    import torch
    from torch import nn

    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.BatchNorm1d(8), nn.Linear(8, 2)).eval()
    example = torch.rand(1, 4)
    torch.jit.script(net).save(str(at("torchscript", "script.pt")))
    torch.jit.trace(net, example).save(str(at("torchscript", "trace.pt")))
    attempt("jit conv", lambda: torch.jit.trace(nn.Sequential(nn.Conv2d(1, 2, 3), nn.MaxPool2d(2)), torch.rand(1, 1, 9, 9)).save(str(at("torchscript", "conv.pt"))))
    attempt("mobile", lambda: torch.jit.script(net)._save_for_lite_interpreter(str(at("torchscript", "mobile.ptl"))))
    attempt("export", lambda: torch.export.save(torch.export.export(net, (example,)), str(at("torchscript", "exported.pt2"))))
    attempt("torch onnx", lambda: torch.onnx.export(net, (example,), str(at("onnx", "torch.onnx")), dynamo=False))
    attempt("torch onnx dynamo", lambda: torch.onnx.export(net, (example,), str(at("onnx", "dynamo.onnx")), dynamo=True))


def lightning():
    import torch
    from torch import nn

    net = nn.Linear(2, 2)
    torch.save({"epoch": 1, "global_step": 10, "pytorch-lightning_version": "2.4.0", "state_dict": net.state_dict(), "loops": {"fit_loop": {"state_dict": {}}}, "callbacks": {}, "optimizer_states": [torch.optim.Adam(net.parameters()).state_dict()], "lr_schedulers": [], "hparams_name": "kwargs", "hyper_parameters": {"lr": 0.1}}, at("torch", "lightning.ckpt"))


def onnxs():
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    def model(nodes, inputs, outputs, initialisers=()):
        return helper.make_model(helper.make_graph(nodes, "g", inputs, outputs, initialisers), producer_name="example")

    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 4])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    weights = numpy_helper.from_array(np.ones((4, 2), "f4"), "w")
    linear = model([helper.make_node("MatMul", ["x", "w"], ["y"])], [x], [y], [weights])
    onnx.save(linear, at("onnx", "linear.onnx"))
    onnx.save(linear, at("onnx-external", "linear.onnx"), save_as_external_data=True, location="linear.onnx.data", size_threshold=0)
    for operator in ("Relu", "Sigmoid", "Softmax", "Identity", "Tanh", "Exp", "Abs", "Neg"):
        onnx.save(model([helper.make_node(operator, ["x"], ["y"])], [x], [y]), at("onnx", f"{operator.lower()}.onnx"))
    branch = helper.make_graph([helper.make_node("Identity", ["x"], ["z"])], "b", [], [helper.make_tensor_value_info("z", TensorProto.FLOAT, None)])
    c = helper.make_tensor_value_info("c", TensorProto.BOOL, [])
    onnx.save(model([helper.make_node("If", ["c"], ["y"], then_branch=branch, else_branch=branch)], [x, c], [y]), at("onnx", "branches.onnx"))


def skl2onnxs():
    import numpy as np
    import onnx
    from skl2onnx import to_onnx
    from sklearn import ensemble, linear_model, neighbors, neural_network, preprocessing, svm, tree, cluster, naive_bayes, pipeline, decomposition

    X = np.random.default_rng(0).random((40, 4)).astype("f4")
    y = (X[:, 0] > 0.5).astype(int)
    for model in (
        linear_model.LogisticRegression(), linear_model.LinearRegression(), linear_model.Ridge(), tree.DecisionTreeClassifier(), ensemble.RandomForestClassifier(3),
        ensemble.GradientBoostingClassifier(n_estimators=3), svm.SVC(), neighbors.KNeighborsClassifier(), neural_network.MLPClassifier((4,), max_iter=5), cluster.KMeans(2),
        naive_bayes.GaussianNB(), preprocessing.StandardScaler(), decomposition.PCA(2), pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression()),
    ):
        name = type(model).__name__
        attempt(f"skl2onnx {name}", lambda: onnx.save(to_onnx(model.fit(X, y), X[:1]), at("onnx-sklearn", f"{name}.onnx")))


def ggufs():
    import gguf
    import numpy as np

    template = "{% for m in messages %}<|{{ m['role'] }}|>\n{{ m['content'] }}\n{% endfor %}{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
    for name, kind in (("f32", None), ("f16", "f2"), ("q8", "q8"), ("bf16", "bf16"), ("vocab", "vocab")):
        def write():
            writer = gguf.GGUFWriter(at("gguf", f"{name}.gguf"), "llama")
            writer.add_name("tiny")
            writer.add_license("apache-2.0")
            writer.add_block_count(1)
            writer.add_context_length(128)
            writer.add_embedding_length(32)
            writer.add_head_count(2)
            writer.add_tokenizer_model("gpt2")
            writer.add_token_list(["<unk>", "<s>", "</s>"] + [f"t{i}" for i in range(200)])
            writer.add_token_types([1] * 203)
            writer.add_bos_token_id(1)
            writer.add_chat_template(template)
            if kind != "vocab":
                data = np.ones((4, 32), "f4")
                if kind == "q8":
                    writer.add_tensor("token_embd.weight", gguf.quants.quantize(data, gguf.GGMLQuantizationType.Q8_0), raw_dtype=gguf.GGMLQuantizationType.Q8_0)
                elif kind == "bf16":
                    writer.add_tensor("token_embd.weight", gguf.quants.quantize(data, gguf.GGMLQuantizationType.BF16), raw_dtype=gguf.GGMLQuantizationType.BF16)
                else:
                    writer.add_tensor("token_embd.weight", data.astype(kind or "f4"))
                writer.add_tensor("output_norm.weight", np.ones(32, "f4"))
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_tensors_to_file()
            writer.close()
        attempt(f"gguf {name}", write)


def kerases():
    import keras
    import numpy as np
    from keras import layers

    dense = keras.Sequential([layers.Input((4,)), layers.Dense(8, activation="relu"), layers.Dropout(0.1), layers.Dense(2, activation="softmax")])
    dense.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    conv = keras.Sequential([layers.Input((8, 8, 1)), layers.Conv2D(2, 3), layers.BatchNormalization(), layers.MaxPooling2D(), layers.Flatten(), layers.Dense(1)])
    words = keras.Sequential([layers.Input((5,)), layers.Embedding(10, 4), layers.Bidirectional(layers.LSTM(3)), layers.Dense(1)])
    left, right = layers.Input((3,), name="left"), layers.Input((3,), name="right")
    functional = keras.Model([left, right], layers.Dense(1)(layers.Concatenate()([left, right])))
    attention_in = layers.Input((4, 8))
    attention = keras.Model(attention_in, layers.LayerNormalization()(attention_in + layers.MultiHeadAttention(2, 4)(attention_in, attention_in)))
    ops_in = layers.Input((4,))
    ops = keras.Model(ops_in, keras.ops.relu(ops_in) * 2.0)
    nested = keras.Sequential([layers.Input((4,)), keras.Sequential([layers.Dense(3), layers.Activation("gelu")]), layers.Dense(1)])
    gru = keras.Sequential([layers.Input((None, 3)), layers.GRU(4, return_sequences=True), layers.TimeDistributed(layers.Dense(2))])
    normal = layers.Normalization()
    normal.adapt(np.array([[1.0, 2.0], [3.0, 4.0]]))
    normalised = keras.Sequential([layers.Input((2,)), normal, layers.Dense(1, kernel_regularizer="l2", kernel_constraint="non_neg")])
    for name, model in dict(dense=dense, conv=conv, words=words, functional=functional, attention=attention, ops=ops, nested=nested, gru=gru, normalised=normalised).items():
        attempt(f"keras {name}", lambda: model.save(at("keras", f"{name}.keras")))
        attempt(f"keras h5 {name}", lambda: model.save(at("keras", f"{name}.h5")))
        attempt(f"keras weights {name}", lambda: model.save_weights(at("keras", f"{name}.weights.h5")))
        attempt(f"keras json {name}", lambda: at("keras", f"{name}.json").write_text(model.to_json()))
    attempt("keras export", lambda: dense.export(str(at("savedmodel/dense", "x").parent)))
    attempt("keras export conv", lambda: conv.export(str(at("savedmodel/conv", "x").parent)))
    import tensorflow as tf

    for name, model in dict(dense=dense, conv=conv, functional=functional).items():
        def lite():
            converter = tf.lite.TFLiteConverter.from_keras_model(model)
            at("tflite", f"{name}.tflite").write_bytes(converter.convert())
            converter = tf.lite.TFLiteConverter.from_keras_model(model)
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
            at("tflite", f"{name}-quantised.tflite").write_bytes(converter.convert())
        attempt(f"tflite {name}", lite)


def tensorflows():
    import tensorflow as tf

    class Double(tf.Module):
        def __init__(self):
            self.w = tf.Variable([1.0, 2.0], name="w")

        @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
        def __call__(self, x):
            return tf.cond(tf.reduce_sum(x) > 0, lambda: x * self.w[0], lambda: x + 1.0)

    class Table(tf.Module):
        def __init__(self):
            self.table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2]), 0)

        @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
        def __call__(self, x):
            return self.table.lookup(x)

    tf.saved_model.save(Double(), str(at("savedmodel/double", "x").parent))
    tf.saved_model.save(Table(), str(at("savedmodel/table", "x").parent))
    tf.train.Checkpoint(m=Double()).save(str(at("tf-checkpoint", "ckpt")))
    graph = Double().__call__.get_concrete_function().graph.as_graph_def()
    tf.io.write_graph(graph, str(at("tf-graph", "x").parent), "graph.pb", as_text=False)
    tf.io.write_graph(graph, str(at("tf-graph", "x").parent), "graph.pbtxt", as_text=True)
    with tf.io.TFRecordWriter(str(at("tf-record", "data.tfrecord"))) as writer:
        writer.write(tf.train.Example(features=tf.train.Features(feature={"a": tf.train.Feature(int64_list=tf.train.Int64List(value=[1]))})).SerializeToString())


def jaxes():
    import flax.serialization
    import jax.numpy as jnp

    parameters = {"params": {"dense": {"kernel": jnp.ones((3, 4)), "bias": jnp.zeros(4)}}}
    at("flax", "flax_model.msgpack").write_bytes(flax.serialization.to_bytes(parameters))
    at("flax", "half.msgpack").write_bytes(flax.serialization.to_bytes({"a": jnp.ones(3, jnp.bfloat16), "n": 3, "s": "text"}))
    import orbax.checkpoint as ocp

    ocp.StandardCheckpointer().save(at("orbax", "x").parent.resolve() / "one", parameters)
    import time

    time.sleep(3)


def boosters():
    import numpy as np

    X = np.random.default_rng(0).random((60, 4))
    y = (X[:, 0] > 0.5).astype(int)

    def xgb():
        import xgboost

        for name, model in (("classifier", xgboost.XGBClassifier(n_estimators=3)), ("regressor", xgboost.XGBRegressor(n_estimators=3)), ("linear", xgboost.XGBRegressor(n_estimators=2, booster="gblinear")), ("dart", xgboost.XGBRegressor(n_estimators=2, booster="dart"))):
            model.fit(X, y)
            for ending in ("json", "ubj"):
                attempt(f"xgboost {name} {ending}", lambda: model.save_model(at("xgboost", f"{name}.{ending}")))
            attempt("xgboost dump", lambda: model.get_booster().dump_model(at("xgboost", f"{name}.dump.txt")))
    attempt("xgboost", xgb)

    def lgb():
        import lightgbm

        for name, model in (("classifier", lightgbm.LGBMClassifier(n_estimators=3, verbose=-1)), ("regressor", lightgbm.LGBMRegressor(n_estimators=3, verbose=-1))):
            model.fit(X, y).booster_.save_model(at("lightgbm", f"{name}.txt"))
            at("lightgbm", f"{name}.json").write_text(json.dumps(model.booster_.dump_model()))
    attempt("lightgbm", lgb)

    def cat():
        import catboost

        model = catboost.CatBoostClassifier(iterations=2, verbose=0, allow_writing_files=False).fit(X, y)
        for kind in ("cbm", "json", "onnx", "pmml"):
            attempt(f"catboost {kind}", lambda: model.save_model(str(at("catboost", f"model.{kind}")), format=kind))
    attempt("catboost", cat)


def skopses():
    import numpy as np
    import skops.io as sio
    from sklearn import ensemble, linear_model, pipeline, preprocessing, svm, tree, neighbors, cluster

    X = np.random.default_rng(0).random((40, 4))
    y = (X[:, 0] > 0.5).astype(int)
    for model in (linear_model.LogisticRegression(), ensemble.RandomForestClassifier(3), svm.SVC(), tree.DecisionTreeRegressor(), neighbors.KNeighborsClassifier(), cluster.KMeans(2), pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.Ridge()), ensemble.GradientBoostingClassifier(n_estimators=2), preprocessing.OneHotEncoder()):
        attempt(f"skops {type(model).__name__}", lambda: sio.dump(model.fit(X, y), at("skops", f"{type(model).__name__}.skops")))
    attempt("skops packed", lambda: sio.dump(linear_model.Lasso().fit(X, y), at("skops", "packed.skops"), compression=zipfile.ZIP_DEFLATED))


def mlflows():
    import mlflow
    import mlflow.sklearn
    import numpy as np
    from sklearn import linear_model, tree

    X = np.random.default_rng(0).random((40, 4))
    y = (X[:, 0] > 0.5).astype(int)
    for model in (linear_model.LogisticRegression(), tree.DecisionTreeClassifier()):
        for kind in ("pickle", "cloudpickle", "skops"):
            attempt(f"mlflow {kind}", lambda: mlflow.sklearn.save_model(model.fit(X, y), str(folder / "mlflow" / f"{type(model).__name__}-{kind}"), serialization_format=kind))


def hdf5s():
    import h5py
    import numpy as np

    with h5py.File(at("hdf5", "kinds.h5"), "w") as file:
        file["float"] = np.arange(12.0)
        file["text"] = "hello"
        file["texts"] = np.array(["a", "b"], dtype=h5py.string_dtype())
        file.create_dataset("packed", data=np.arange(1000), chunks=(100,), compression="gzip", shuffle=True)
        file.create_dataset("growing", data=np.zeros((3, 4)), maxshape=(None, 4))
        file["group/inner"] = 3
        file["group"].attrs["note"] = "x"
    with h5py.File(at("hdf5", "latest.h5"), "w", libver="latest") as file:
        file["a"] = np.ones(3)
        file.create_dataset("chunks", data=np.arange(1000), chunks=(100,))
        for i in range(30):
            file[f"many/{i}"] = i


def archives():
    inner = {"model/config.json": json.dumps({"model_type": "tiny"}), "model/notes.txt": "some notes\n" * 50, "model/labels.csv": "a,b\n1,2\n"}
    for name, mode in (("plain.tar", "w"), ("packed.tar.gz", "w:gz"), ("packed.tar.bz2", "w:bz2"), ("packed.tar.xz", "w:xz")):
        with tarfile.open(at("archives", name), mode) as tar:
            for path, text in inner.items():
                info = tarfile.TarInfo(path)
                info.size = len(text)
                tar.addfile(info, io.BytesIO(text.encode()))
    for name, method in (("stored.zip", zipfile.ZIP_STORED), ("deflated.zip", zipfile.ZIP_DEFLATED), ("bz2.zip", zipfile.ZIP_BZIP2), ("lzma.zip", zipfile.ZIP_LZMA)):
        with zipfile.ZipFile(at("archives", name), "w", method) as file:
            file.mkdir("model/")
            for path, text in inner.items():
                file.writestr(path, text)
    at("archives", "notes.txt.gz").write_bytes(gzip.compress(b"notes\n" * 100))

    def seven():
        import py7zr

        with py7zr.SevenZipFile(at("archives", "packed.7z"), "w") as file:
            for path, text in inner.items():
                file.writestr(text, path)
    attempt("7z", seven)

    def others():
        import lz4.frame
        import zstandard

        at("archives", "notes.lz4").write_bytes(lz4.frame.compress(b"notes\n" * 100))
        at("archives", "notes.zst").write_bytes(zstandard.compress(b"notes\n" * 100))
    attempt("lz4, zstd", others)


def pmmls():
    at("pmml", "tree.pmml").write_text(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header><Application name="example"/></Header>'
        '<DataDictionary><DataField name="x" optype="continuous" dataType="double"/></DataDictionary><TreeModel functionName="regression"><MiningSchema><MiningField name="x"/></MiningSchema>'
        '<Node score="1"><True/></Node></TreeModel></PMML>\n'
    )


parts = [numpys, scipys, safetensorss, transformerss, sentence_transformerss, torches, lightning, onnxs, skl2onnxs, ggufs, kerases, tensorflows, jaxes, boosters, skopses, mlflows, hdf5s, archives, pmmls]
for part in parts:
    if wanted and part.__name__ not in wanted:
        continue
    attempt(part.__name__, part)
counts = collections.Counter(path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file())
print(dict(counts), sum(counts.values()), "files")
print("left out:", *left_out, sep="\n  ")
