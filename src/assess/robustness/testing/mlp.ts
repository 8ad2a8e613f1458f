import type {
  GradientModel,
  InputSpec,
  Loss,
  OutputSpec,
  Predictions,
  Rows,
} from "../../../contracts/index.ts";

/** `x·W + b`; the weights row-major, one row per number that goes in. */
export interface Layer {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

export interface Mlp {
  readonly predictNow: (rows: Rows) => Predictions;
  readonly gradients: GradientModel;
}

/** A ReLU network in 64-bit arithmetic, with its gradients by hand: what attacks are tested against. */
export function mlpOf(layers: readonly Layer[], input: InputSpec, output: OutputSpec): Mlp {
  function forward(row: Float64Array): Float64Array[] {
    const values = [row];
    layers.forEach(({ weights, bias }, at) => {
      const before = values[at] ?? row;
      const after = bias.slice();
      for (let i = 0; i < before.length; i++) {
        const value = before[i] ?? 0;
        if (value === 0) continue;
        const offset = i * bias.length;
        for (let j = 0; j < bias.length; j++) after[j] = (after[j] ?? 0) + value * (weights[offset + j] ?? 0);
      }
      if (at < layers.length - 1)
        for (let j = 0; j < after.length; j++) after[j] = Math.max(0, after[j] ?? 0);
      values.push(after);
    });
    return values;
  }

  function backward(values: readonly Float64Array[], slope: Float64Array): Float64Array {
    let current = slope;
    for (let at = layers.length - 1; at >= 0; at--) {
      const { weights, bias } = layers[at] ?? { weights: new Float64Array(0), bias: new Float64Array(0) };
      const before = values[at] ?? new Float64Array(0);
      const next = new Float64Array(before.length);
      for (let i = 0; i < next.length; i++) {
        if (at > 0 && (before[i] ?? 0) <= 0) continue;
        let sum = 0;
        for (let j = 0; j < bias.length; j++) sum += (weights[i * bias.length + j] ?? 0) * (current[j] ?? 0);
        next[i] = sum;
      }
      current = next;
    }
    return current;
  }

  const rowAt = (rows: Rows, i: number): Float64Array =>
    rows.data.subarray(i * rows.width, (i + 1) * rows.width);
  const width = output.width;

  return {
    predictNow: (rows) => {
      const scores = new Float64Array(rows.count * width);
      const labels = new Int32Array(rows.count);
      for (let i = 0; i < rows.count; i++) {
        const logits = forward(rowAt(rows, i)).at(-1) ?? new Float64Array(width);
        const chances = softmax(logits);
        scores.set(chances, i * width);
        labels[i] = chances.every((p) => p >= 0) ? logits.indexOf(Math.max(...logits)) : -1;
      }
      return { count: rows.count, labels, scores };
    },
    gradients: {
      input,
      output,
      logits: (rows) => {
        const logits = new Float64Array(rows.count * width);
        for (let i = 0; i < rows.count; i++) logits.set(forward(rowAt(rows, i)).at(-1) ?? [], i * width);
        return Promise.resolve(logits);
      },
      lossAndGradient: (rows, labels, loss) => {
        const losses = new Float64Array(rows.count);
        const gradients = new Float64Array(rows.count * rows.width);
        for (let i = 0; i < rows.count; i++) {
          const values = forward(rowAt(rows, i));
          const told = lossOf(values.at(-1) ?? new Float64Array(width), labels[i] ?? 0, loss);
          losses[i] = told.loss;
          gradients.set(backward(values, told.slope), i * rows.width);
        }
        return Promise.resolve({ losses, gradients });
      },
    },
  };
}

function softmax(logits: Float64Array): Float64Array {
  const highest = Math.max(...logits);
  const raised = logits.map((z) => Math.exp(z - highest));
  const sum = raised.reduce((a, b) => a + b, 0);
  return raised.map((p) => p / sum);
}

/** The loss and its slope over the logits. */
function lossOf(
  logits: Float64Array,
  label: number,
  loss: Loss,
): { readonly loss: number; readonly slope: Float64Array } {
  const own = logits[label] ?? 0;
  if (loss === "cross-entropy") {
    const slope = softmax(logits);
    const value = -Math.log(Math.max(slope[label] ?? 0, 1e-300));
    slope[label] = (slope[label] ?? 0) - 1;
    return { loss: value, slope };
  }
  const order = [...logits.keys()].sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0));
  const [first = 0, second = 0, third = 0] = order;
  const rival = first === label ? second : first;
  const lead = (logits[rival] ?? 0) - own;
  const slope = new Float64Array(logits.length);
  const spread = loss === "margin" ? 1 : (logits[first] ?? 0) - (logits[third] ?? 0) || 1e-12;
  const add = (at: number, by: number): void => {
    slope[at] = (slope[at] ?? 0) + by;
  };
  add(rival, 1 / spread);
  add(label, -1 / spread);
  if (loss === "dlr") {
    add(first, -lead / spread ** 2);
    add(third, lead / spread ** 2);
  }
  return { loss: lead / spread, slope };
}
