"""What peers reach on the models, rows and budgets of bench/robustness/bench.ts, as lines of JSON.

    python -m venv VENV && VENV/bin/pip install numpy scikit-learn torch adversarial-robustness-toolbox foolbox
    VENV/bin/python bench/robustness/peers.py art|foolbox

Models and rows come from fixtures/robustness; queries are rows that the network was asked for.
"""

import base64
import json
import logging
import pathlib
import sys
import time
import warnings

import numpy as np
import torch

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
torch.set_num_threads(1)
FIXTURES = pathlib.Path(__file__).parents[2] / "fixtures" / "robustness"


def unpack(packed):
    if "sixteenths" in packed:
        return np.frombuffer(base64.b64decode(packed["sixteenths"]), np.uint8).astype(np.float32) / 16
    return np.frombuffer(base64.b64decode(packed["float32"]), "<f4").astype(np.float32)


class Network(torch.nn.Module):
    def __init__(self, layers, classes, shape):
        super().__init__()
        self.classes, self.shape, self.rows = classes, shape, 0
        self.w = [torch.tensor(unpack(layers[f"W{i}"]).reshape(layers[f"W{i}"]["shape"])) for i in (0, 1)]
        self.b = [torch.tensor(unpack(layers[f"b{i}"])) for i in (0, 1)]
        self.nothing = torch.nn.Parameter(torch.zeros(1), requires_grad=True)

    def forward(self, x):
        self.rows += x.shape[0]
        x = x.reshape(x.shape[0], -1).float()
        return torch.relu(x @ self.w[0] + self.b[0]) @ self.w[1] + self.b[1]


def fixture(name, shape=None):
    file = json.loads((FIXTURES / f"{name}.json").read_text())
    width = file["width"]
    shape = shape or (width,)
    model = Network(file["layers"], file["classes"], shape).eval()
    x = unpack(file["test"]).reshape(-1, *shape)
    y = np.array(file["test"]["labels"])
    right = model(torch.tensor(x)).argmax(1).numpy() == y
    return model, x[right][:100], y[right][:100]


def fallen(model, x, y):
    return model(torch.tensor(np.asarray(x, np.float32))).argmax(1).numpy() != y


def say(tool, attack, data, **figures):
    print(json.dumps({"tool": tool, "attack": attack, "data": data, **figures}), flush=True)


def closest(tool, data, norm, iterations, model, x, y, attack):
    """Distances of an attack that is run row by row, so that queries are each row's own."""
    np.random.seed(0), torch.manual_seed(0)
    distances, queries, start = [], [], time.time()
    for i in range(len(x)):
        model.rows = 0
        try:
            found = attack(x[i : i + 1], y[i : i + 1])
        except Exception:  # a start that was not found stops Foolbox's attack
            found = x[i : i + 1]
        queries.append(model.rows)
        if not fallen(model, found, y[i : i + 1])[0]:
            distances.append(float("inf"))
            continue
        change = (np.asarray(found, np.float64) - x[i : i + 1]).ravel()
        distances.append(float(np.linalg.norm(change) if norm == "l2" else np.abs(change).max()))
    reached = [d for d in distances if d < float("inf")]
    say(
        tool,
        f"hopskipjump-{norm}",
        data,
        iterations=iterations,
        success=len(reached) / len(x),
        median=float(np.median(reached)),
        queries=float(np.median(queries)),
        seconds=time.time() - start,
    )


def radii(tool, attack, data, model, x, y, attacks):
    for epsilon, run in attacks:
        np.random.seed(0), torch.manual_seed(0)
        model.rows, start = 0, time.time()
        found = run(x, y)
        rows = model.rows
        inside = np.abs(np.asarray(found, np.float64) - x).reshape(len(x), -1).max(1) <= epsilon + 1e-5
        rate = float((fallen(model, found, y) & inside).mean())
        say(tool, attack, data, epsilon=epsilon, success=rate, queries=rows / len(x), seconds=time.time() - start)


def art():
    from art.attacks.evasion import HopSkipJump, ProjectedGradientDescent, SquareAttack
    from art.estimators.classification import PyTorchClassifier

    def wrapped(model):
        return PyTorchClassifier(
            model,
            loss=torch.nn.CrossEntropyLoss(),
            input_shape=model.shape,
            nb_classes=model.classes,
            clip_values=(0.0, 1.0),
            device_type="cpu",
        )

    pictures, px, py = fixture("digits", (1, 8, 8))
    radii(
        "art", "square", "digits", pictures, px, py,
        [(e, lambda x, y, e=e: SquareAttack(wrapped(pictures), norm=np.inf, eps=e, max_iter=500, verbose=False).generate(x, y))
         for e in (0.05, 0.1, 0.15, 0.2)],
    )  # fmt: skip
    for data, epsilons in (("digits", (0.05, 0.1, 0.15)), ("bc", (0.02, 0.03, 0.05, 0.1))):
        model, x, y = fixture(data)
        radii(
            "art", "pgd", data, model, x, y,
            [(e, lambda x, y, e=e: ProjectedGradientDescent(
                wrapped(model), norm=np.inf, eps=e, eps_step=2.5 * e / 40, max_iter=40, num_random_init=5,
                batch_size=100, verbose=False).generate(x, y))
             for e in epsilons],
        )  # fmt: skip
        for norm, iterations in (("l2", 5), ("linf", 5), ("l2", 20), ("linf", 20)):
            attack = HopSkipJump(
                wrapped(model), norm=2 if norm == "l2" else np.inf, max_iter=iterations, max_eval=10_000,
                init_eval=100, init_size=100, verbose=False,
            )  # fmt: skip
            closest("art", data, norm, iterations, model, x, y, lambda x, y, attack=attack: attack.generate(x, y))


def foolbox():
    import foolbox as fb

    for data, epsilons in (("digits", (0.05, 0.1, 0.15)), ("bc", (0.02, 0.03, 0.05, 0.1))):
        model, x, y = fixture(data)
        wrapped = fb.PyTorchModel(model, bounds=(0, 1), device="cpu")

        def run(attack, x, y, epsilon):
            return attack(wrapped, torch.tensor(x), torch.tensor(y), epsilons=epsilon)[1].numpy()

        attack = fb.attacks.LinfPGD(steps=40, rel_stepsize=2.5 / 40, random_start=True).repeat(5)
        radii("foolbox", "pgd", data, model, x, y, [(e, lambda x, y, e=e: run(attack, x, y, e)) for e in epsilons])
        for norm, iterations in (("l2", 5), ("linf", 5), ("l2", 20), ("linf", 20)):
            jump = fb.attacks.HopSkipJumpAttack(
                steps=iterations, initial_gradient_eval_steps=100, constraint=norm
            )
            closest(
                "foolbox", data, norm, iterations, model, x, y,
                lambda x, y, jump=jump: run(jump, x, y, None),
            )  # fmt: skip


{"art": art, "foolbox": foolbox}[sys.argv[1]]()
