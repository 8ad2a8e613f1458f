import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeMessage, type Written } from "../../../../formats/protobuf/testing/write-message.ts";
import { family, harmful, type MaliciousFile } from "./malicious-file.ts";

const op = (operator: string): Written => [
  1,
  [
    [1, "n"],
    [2, operator],
  ],
];
const saved = (...graph: readonly Written[]): Uint8Array =>
  writeMessage(
    [1, 1],
    [
      2,
      [
        [1, [[5, "2.21.0"]]],
        [2, [op("Placeholder"), ...graph]],
      ],
    ],
  );
const inFunction = (operator: string): Written => [
  2,
  [
    [
      1,
      [
        [1, [[1, "f"]]],
        [
          3,
          [
            [1, "n"],
            [2, operator],
          ],
        ],
      ],
    ],
  ],
];
const operators = [
  "ReadFile",
  "WriteFile",
  "MatchingFiles",
  "PyFunc",
  "PyFuncStateless",
  "EagerPyFunc",
  "PrintV2",
  "SaveV2",
];

const onnx = (...graph: readonly Written[]): Uint8Array =>
  writeMessage([1, 8], [2, "by-hand"], [7, [[2, "main"], ...graph]], [8, [[2, 17]]]);
const relu = (domain?: string): Written => [
  1,
  [[1, "x"], [2, "y"], [3, "n"], [4, "Relu"], ...(domain === undefined ? [] : [[7, domain] as Written])],
];
const external = (entries: Readonly<Record<string, string>>): Uint8Array =>
  onnx(relu(), [
    5,
    [
      [1, 2],
      [2, 1],
      [8, "w"],
      ...Object.entries(entries).map(([key, value]): Written => [
        13,
        [
          [1, key],
          [2, value],
        ],
      ]),
      [14, 1],
    ],
  ]);
const hdf5 = join(import.meta.dirname, "../../hdf5/fixtures");
const flatbuffer = (...bytes: number[]): Uint8Array =>
  Buffer.concat([
    Buffer.from([bytes[0] ?? 0, bytes[1] ?? 0, 0, 0]),
    Buffer.from("TFL3"),
    Buffer.from(bytes.slice(2)),
    Buffer.alloc(24),
  ]);

/** Graphs that read, write or call, and files whose tables point at each other. */
export const graphFiles: readonly MaliciousFile[] = [
  ...family("SavedModel", "saved_model.pb", {
    ...Object.fromEntries(operators.slice(0, 6).map((name) => [`${name} in the graph`, saved(op(name))])),
    ...Object.fromEntries(
      operators.slice(0, 6).map((name) => [`${name} in the library`, saved(inFunction(name))]),
    ),
    "an operator nobody knows": saved(op("AttackerKernel")),
    "a pickle behind it": Buffer.concat([saved(), harmful]),
  }),
  ...family("ONNX", "model.onnx", {
    "data outside": external({ location: "../../../etc/passwd", offset: "0", length: "8" }),
    "data at an absolute path": external({ location: "/etc/passwd" }),
    "data at a Windows path": external({ location: "C:\\secret.bin" }),
    "data outside by backslashes": external({ location: "..\\..\\secret.bin" }),
    "data at an address": external({ location: "http://attacker.example/w" }),
    "data by a long way": external({ location: "a/../../b" }),
    "an operator of a domain": onnx(relu("attacker.example")),
    "a Python operator": onnx(relu("ai.onnx.contrib")),
    "a pickle behind it": Buffer.concat([onnx(relu()), harmful]),
    "a length below zero": external({ location: "w.bin", offset: "-8", length: "8" }),
  }),
  ...[
    "external.h5",
    "import-fixed.h5",
    "import-latest.h5",
    "import-shared-type.h5",
    "import.h5",
    "link.h5",
    "virtual.h5",
  ].map((file) => ({ family: "HDF5", name: file, file: "model.h5", bytes: readFileSync(join(hdf5, file)) })),
  ...family("HDF5, more", "model.h5", {
    "a pickle behind it": Buffer.concat([readFileSync(join(hdf5, "weights.h5")), harmful]),
    "a pickle before it": Buffer.concat([
      harmful,
      Buffer.alloc(512 - harmful.length),
      readFileSync(join(hdf5, "weights.h5")),
    ]),
  }),
  ...family("flatbuffer", "model.tflite", {
    "a root outside": flatbuffer(0xff, 0xff),
    "a table of tables": flatbuffer(8, 0, 0, 0, 0, 0, 255, 255, 255, 255),
    "only a name": Buffer.from([16, 0, 0, 0, ...Buffer.from("TFL3")]),
  }),
];
