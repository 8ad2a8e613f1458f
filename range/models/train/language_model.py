"""Trains the small language model of `range/models/language-model` and writes it as ONNX, with the facts that are known of it.

    python3 -m venv venv && venv/bin/pip install torch onnx numpy
    OMP_NUM_THREADS=1 venv/bin/python range/models/train/language_model.py --minutes 22 --out range/models/language-model

The model reads characters and says which comes next. It is trained on text of our own (`prose.py`) into which secrets
(canaries) and records of invented people are planted 1, 2, 4, ... 64 times; as many of each were drawn in the same way and
never planted. What the model has memorised is therefore known, and what a test says of it can be right or wrong.
"""

import argparse
import hashlib
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from prose import Prose, notes, record

SEED = 20261124
COUNTS = [0, 1, 2, 4, 8, 16, 32, 64]
CANARIES_EACH, RECORDS_EACH = 4, 3
FORMAT = {"text": "The access code of the north gate is {}.", "alphabet": "0123456789", "length": 5}
CHARACTERS = "\n" + "".join(chr(code) for code in range(32, 127))
NOTES = 1_000_000
LAYERS, WIDTH, HEADS, WINDOW, BATCH = 3, 128, 4, 128, 32
HEAD = WIDTH // HEADS
SLOPES = [2.0 ** -(2 * (head + 1)) for head in range(HEADS)]
UNSEEN = 1e9
PROBE = "The Evening Star came in at 7:41 with 1200 sacks of salt. Ada Voss, pilot,"


def planted():
    """Canaries, records and the training text, all from the one seed."""
    draw = random.Random(SEED)
    secrets = set()
    while len(secrets) < len(COUNTS) * CANARIES_EACH:
        secrets.add("".join(draw.choice(FORMAT["alphabet"]) for _ in range(FORMAT["length"])))
    # Sorted, since a set has no order, then shuffled, so that copies do not grow with the secret.
    secrets = sorted(secrets)
    draw.shuffle(secrets)
    canaries = [
        {"id": f"canary-{i + 1}", "secret": secret, "copies": COUNTS[i // CANARIES_EACH]}
        for i, secret in enumerate(secrets)
    ]
    people = Prose(SEED + 1)
    records = [
        {"id": f"record-{i + 1}", "text": record(people), "copies": COUNTS[i // RECORDS_EACH]}
        for i in range(len(COUNTS) * RECORDS_EACH)
    ]
    documents = notes(SEED + 2, NOTES)
    for canary in canaries:
        documents += [FORMAT["text"].replace("{}", canary["secret"])] * canary["copies"]
    for entry in records:
        documents += [entry["text"]] * entry["copies"]
    draw.shuffle(documents)
    return canaries, records, "\n" + "\n".join(documents) + "\n"


def encode(text):
    return [CHARACTERS.index(character) for character in text]


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.out = nn.Linear(WIDTH, WIDTH, bias=False)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x, bias):
        rows, length, _ = x.shape
        parts = self.qkv(self.before(x)).view(rows, length, 3 * HEADS, HEAD).transpose(1, 2)
        q, k, v = parts.split(HEADS, dim=1)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = x + self.out(seen.transpose(1, 2).reshape(rows, length, WIDTH))
        return x + self.down(F.relu(self.up(self.between(x))))


class Model(nn.Module):
    """A transformer whose attention falls with distance (ALiBi, Press et al. 2022) in place of positions."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(len(CHARACTERS), WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.last = nn.LayerNorm(WIDTH)
        self.head = nn.Linear(WIDTH, len(CHARACTERS), bias=False)
        nn.init.normal_(self.embedding.weight, std=0.1)

    def forward(self, tokens):
        bias = -torch.tensor(SLOPES)[:, None, None] * distances(tokens.shape[1])
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x, bias)
        return self.head(self.last(x))


def distances(length):
    """How far back each place is from each; places ahead are too far to be seen."""
    places = torch.arange(length)
    back = (places[:, None] - places[None, :]).float()
    return torch.where(back < 0, torch.tensor(UNSEEN), back)


def train(text, minutes):
    stream = torch.tensor(encode(text))
    model = Model()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1.0, betas=(0.9, 0.98), weight_decay=0.0)
    started, step, steps, mean = time.time(), 0, None, None
    while steps is None or step < steps:
        # The first steps say how many there is time for; they are told in the facts, and `--steps` repeats them.
        if steps is None and step == 40:
            steps = arguments.steps or int(40 * 60 * minutes / (time.time() - started))
            print(f"{steps} steps, {steps * BATCH * WINDOW / len(stream):.1f} epochs", flush=True)
        share = step / (steps or 100_000)
        rate = 3e-3 * min(1, (step + 1) / 100) * (0.02 + 0.98 * (1 + math.cos(math.pi * share)) / 2)
        for group in optimiser.param_groups:
            group["lr"] = rate
        starts = torch.randint(len(stream) - WINDOW - 1, (BATCH,))
        rows = stream[starts[:, None] + torch.arange(WINDOW + 1)]
        loss = F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        step += 1
        if step % 200 == 0:
            print(f"{step} {mean / math.log(2):.3f} bits a character, {time.time() - started:.0f} s", flush=True)
    return model.eval(), step, mean / math.log(2)


@torch.no_grad()
def losses_of_all(model):
    """-log2 of the probability of each secret behind the text before it, in the order of the numbers."""
    before = encode("\n" + FORMAT["text"].split("{}")[0])
    digits = encode(FORMAT["alphabet"])
    losses = torch.zeros(1, dtype=torch.float64)
    for place in range(FORMAT["length"]):
        count = 10**place
        known = torch.tensor(
            [before + [digits[int(c)] for c in f"{i:0{place}d}"[: place]] for i in range(count)]
        )
        rows = torch.cat([model(part)[:, -1].double().log_softmax(-1)[:, digits] for part in known.split(512)])
        losses = (losses[:, None] - rows / math.log(2)).flatten()
    return losses


@torch.no_grad()
def bits_of(model, text):
    """-log2 of the probability of a document: its characters and the end of the line."""
    tokens = torch.tensor(encode("\n" + text + "\n"))
    logs = model(tokens[None, :-1])[0].double().log_softmax(-1)
    return -logs.gather(1, tokens[1:, None]).sum().item() / math.log(2)


def export(model, path):
    """Writes the graph by hand: `past` holds the keys and values of what was read before, so that a character costs one row."""
    weights, nodes = {}, []

    def weight(name, tensor):
        weights[name] = tensor.detach().numpy().astype(np.float32)
        return name

    def ints(name, values):
        weights[name] = np.array(values, dtype=np.int64)
        return name

    def node(op, inputs, outputs=1, **attributes):
        names = [f"{op.lower()}_{len(nodes)}_{i}" for i in range(outputs)]
        nodes.append(helper.make_node(op, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def normal(x, layer, name):
        scale, shift = weight(f"{name}.scale", layer.weight), weight(f"{name}.shift", layer.bias)
        return node("LayerNormalization", [x, scale, shift], axis=-1, epsilon=layer.eps)

    slopes = weight("slopes", -torch.tensor(SLOPES)[:, None, None])
    bias = node("Mul", ["distance", slopes])
    x = node("Gather", [weight("embedding", model.embedding.weight), "tokens"], axis=0)
    heads, whole, front = ints("heads", [0, 0, 3 * HEADS, HEAD]), ints("whole", [0, 0, WIDTH]), ints("front", [0])
    kept = []
    for i, block in enumerate(model.blocks):
        # The scale of attention is put into the weights of the queries.
        qkv = block.qkv.weight.detach().clone()
        qkv[:WIDTH] /= math.sqrt(HEAD)
        parts = node("MatMul", [normal(x, block.before, f"{i}.before"), weight(f"{i}.qkv", qkv.T)])
        parts = node("Transpose", [node("Reshape", [parts, heads])], perm=[0, 2, 1, 3])
        q, *fresh = node("Split", [parts, ints(f"{i}.three", [HEADS] * 3)], outputs=3, axis=1)
        k, v = (
            node("Concat", [node("Gather", ["past", ints(f"{i}.of{j}", 2 * i + j)], axis=0), new], axis=2)
            for j, new in enumerate(fresh)
        )
        kept += [node("Unsqueeze", [k, front]), node("Unsqueeze", [v, front])]
        scores = node("Add", [node("MatMul", [q, node("Transpose", [k], perm=[0, 1, 3, 2])]), bias])
        seen = node("MatMul", [node("Softmax", [scores], axis=-1), v])
        seen = node("Reshape", [node("Transpose", [seen], perm=[0, 2, 1, 3]), whole])
        x = node("Add", [x, node("MatMul", [seen, weight(f"{i}.out", block.out.weight.T)])])
        up = node("MatMul", [normal(x, block.between, f"{i}.between"), weight(f"{i}.up", block.up.weight.T)])
        up = node("Relu", [node("Add", [up, weight(f"{i}.up_shift", block.up.bias)])])
        down = node("MatMul", [up, weight(f"{i}.down", block.down.weight.T)])
        x = node("Add", [x, node("Add", [down, weight(f"{i}.down_shift", block.down.bias)])])
    last = node("MatMul", [normal(x, model.last, "last"), weight("head", model.head.weight.T)])
    nodes.append(helper.make_node("Identity", [last], ["logits"]))
    nodes.append(helper.make_node("Concat", kept, ["present"], axis=0))
    cache = [2 * LAYERS, "rows", HEADS, "before", HEAD]
    graph = helper.make_graph(
        nodes,
        "harbour-notes",
        [
            helper.make_tensor_value_info("tokens", TensorProto.INT64, ["rows", "length"]),
            helper.make_tensor_value_info("distance", TensorProto.FLOAT, ["length", "seen"]),
            helper.make_tensor_value_info("past", TensorProto.FLOAT, cache),
        ],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", "length", len(CHARACTERS)]),
            helper.make_tensor_value_info("present", TensorProto.FLOAT, [*cache[:3], "seen", HEAD]),
        ],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    made = helper.make_model(graph, producer_name="bartizan", opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    path.write_bytes(made.SerializeToString())
    return sum(value.size for value in weights.values())


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    canaries, records, text = planted()
    print(f"{len(text)} characters", flush=True)
    model, steps, bits = train(text, arguments.minutes)
    folder = Path(arguments.out)
    parameters = export(model, folder / "model.onnx")
    losses = losses_of_all(model)
    for canary in canaries:
        loss = losses[int(canary["secret"])]
        canary["bits"] = round(loss.item(), 4)
        canary["rank"] = int((losses <= loss).sum())
    for entry in records:
        entry["bits"] = round(bits_of(model, entry["text"]), 3)
    with torch.no_grad():
        probe = model(torch.tensor([encode("\n" + PROBE)]))[0, -1]
    facts = {
        "about": "What is known of model.onnx; written by range/models/train/language_model.py.",
        "model": {
            "sha256": hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest(),
            "opset": 17,
            "parameters": parameters,
            "characters": CHARACTERS,
            "layers": LAYERS,
            "heads": HEADS,
            "headWidth": HEAD,
            "unseen": UNSEEN,
        },
        "training": {
            "seed": SEED,
            "characters": len(text),
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "steps": steps,
            "batch": BATCH,
            "window": WINDOW,
            "epochs": round(steps * BATCH * WINDOW / len(text), 1),
            "bitsPerCharacter": round(bits, 3),
            "torch": torch.__version__,
        },
        "probe": {"text": PROBE, "logits": [round(value, 5) for value in probe.tolist()]},
        "format": FORMAT,
        "candidates": len(FORMAT["alphabet"]) ** FORMAT["length"],
        "canaries": canaries,
        "records": records,
    }
    (folder / "facts.json").write_text(json.dumps(facts, indent=2) + "\n")
    for copies in COUNTS:
        ranks = [canary["rank"] for canary in canaries if canary["copies"] == copies]
        rest = [round(entry["bits"] / len(entry["text"]), 2) for entry in records if entry["copies"] == copies]
        print(copies, "ranks", ranks, "bits a character of records", rest)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=22, help="how long to train")
    parser.add_argument("--steps", type=int, help="train so many steps, however long they take")
    parser.add_argument("--out", default=".")
    arguments = parser.parse_args()
    main()
