"""Asks other scanners about files, each through its own Python interface, and counts their answers.

    python -m venv /tmp/peers && /tmp/peers/bin/pip install picklescan modelscan fickling modelaudit
    /tmp/peers/bin/python bench/artifacts/peers.py LIST RESULT [TOOL ...]

LIST has one path a line. RESULT becomes JSON: for every tool and path `alarm`, `clean`, `error` (an exception,
an error of parsing it reports, or more than 60 seconds) or `skipped` (it says that it did not look), and seconds.
Nothing is unpickled: the interfaces used are those that the tools' own commands use to scan.
"""

import collections
import contextlib
import importlib.metadata
import io
import json
import logging
import os
import signal
import sys
import time

os.environ["MODELAUDIT_NO_TELEMETRY"] = os.environ["DO_NOT_TRACK"] = os.environ["NO_ANALYTICS"] = "1"
logging.disable(logging.CRITICAL)


def picklescan():
    from picklescan.scanner import scan_file_path

    def scan(path):
        result = scan_file_path(path)
        if result.infected_files or result.issues_count:
            return "alarm"
        if result.scan_err:
            return "error"
        return "clean" if result.scanned_files else "skipped"

    return scan


def modelscan():
    from modelscan.modelscan import ModelScan

    def scan(path):
        results = ModelScan().scan(path)
        if results["issues"]:
            return "alarm"
        if results["errors"]:
            return "error"
        return "clean" if results["summary"]["scanned"]["total_scanned"] else "skipped"

    return scan


def fickling():
    from fickling.analysis import Severity, check_safety
    from fickling.fickle import StackedPickle

    def scan(path):
        with open(path, "rb") as file:
            stack = StackedPickle.load(file)
        return "alarm" if any(check_safety(one).severity > Severity.LIKELY_SAFE for one in stack) else "clean"

    return scan


def modelaudit():
    from modelaudit.core import determine_exit_code, scan_model_directory_or_file

    def scan(path):
        result = scan_model_directory_or_file(path, cache_enabled=False)
        code = determine_exit_code(result)
        if code == 1:
            return "alarm"
        if code == 2:
            return "skipped" if not result.files_scanned else "error"
        return "clean"

    return scan


def late(*_):
    raise TimeoutError


signal.signal(signal.SIGALRM, late)
paths = [line for line in open(sys.argv[1]).read().splitlines() if line]
out = {}
for name in sys.argv[3:] or ("picklescan", "modelscan", "fickling", "modelaudit"):
    scan = globals()[name]()
    answers, began = {}, time.perf_counter()
    for path in paths:
        signal.alarm(60)
        start = time.perf_counter()
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                answer = scan(path)
        except BaseException as problem:
            if isinstance(problem, KeyboardInterrupt):
                raise
            answer = "error"
        signal.alarm(0)
        answers[path] = [answer, round(time.perf_counter() - start, 3)]
    out[name] = {"version": importlib.metadata.version(name), "seconds": round(time.perf_counter() - began, 1), "answers": answers}
    json.dump(out, open(sys.argv[2], "w"))
    print(name, out[name]["version"], dict(collections.Counter(a for a, _ in answers.values())), out[name]["seconds"], "s", flush=True)
