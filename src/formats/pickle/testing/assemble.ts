/**
 * Writes pickles instruction by instruction, for tests and benches. Nothing is ever loaded.
 *
 * @example
 * pickle().proto(4).global("os", "system").string("echo inert").tuple1().reduce().stop()
 */
export function pickle(): PickleAssembler {
  return new PickleAssembler();
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export class PickleAssembler {
  readonly #parts: Uint8Array[] = [];

  /** Bytes as they are. */
  raw(...bytes: number[]): this {
    return this.bytes(Uint8Array.from(bytes));
  }
  bytes(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }
  /** An instruction with a line of text, or with two. */
  line(code: string, ...lines: string[]): this {
    return this.bytes(utf8(`${code}${lines.map((line) => `${line}\n`).join("")}`));
  }
  /** An instruction whose operand is a little-endian number. */
  number(code: number, value: number | bigint, width: 1 | 2 | 4 | 8): this {
    const bytes = new Uint8Array(1 + width);
    const view = new DataView(bytes.buffer);
    bytes[0] = code;
    if (width === 8) view.setBigUint64(1, BigInt(value), true);
    else if (width === 4) view.setUint32(1, Number(value) >>> 0, true);
    else if (width === 2) view.setUint16(1, Number(value), true);
    else view.setUint8(1, Number(value));
    return this.bytes(bytes);
  }
  counted(code: number, width: 1 | 4 | 8, content: Uint8Array): this {
    return this.number(code, content.length, width).bytes(content);
  }

  proto(version: number): this {
    return this.raw(0x80, version);
  }
  /** Everything that `inner` writes, in a frame. `length` may lie. */
  frame(inner: (inside: PickleAssembler) => PickleAssembler, length?: number): this {
    const content = inner(pickle()).build();
    return this.number(0x95, length ?? content.length, 8).bytes(content);
  }
  stop(): Uint8Array {
    return this.raw(0x2e).build();
  }

  none(): this {
    return this.raw(0x4e);
  }
  bool(value: boolean): this {
    return this.raw(value ? 0x88 : 0x89);
  }
  int(value: number): this {
    if (value >= 0 && value < 256) return this.number(0x4b, value, 1);
    if (value >= 0 && value < 65536) return this.number(0x4d, value, 2);
    return this.number(0x4a, value, 4);
  }
  float(value: number): this {
    const bytes = new Uint8Array(9);
    bytes[0] = 0x47;
    new DataView(bytes.buffer).setFloat64(1, value);
    return this.bytes(bytes);
  }
  /** SHORT_BINUNICODE, or BINUNICODE where it is longer. */
  string(text: string): this {
    const content = utf8(text);
    return content.length < 256 ? this.counted(0x8c, 1, content) : this.counted(0x58, 4, content);
  }
  /** SHORT_BINBYTES, or BINBYTES where it is longer. */
  blob(content: Uint8Array): this {
    return content.length < 256 ? this.counted(0x43, 1, content) : this.counted(0x42, 4, content);
  }

  mark(): this {
    return this.raw(0x28);
  }
  pop(): this {
    return this.raw(0x30);
  }
  popMark(): this {
    return this.raw(0x31);
  }
  dup(): this {
    return this.raw(0x32);
  }
  emptyTuple(): this {
    return this.raw(0x29);
  }
  tuple1(): this {
    return this.raw(0x85);
  }
  tuple2(): this {
    return this.raw(0x86);
  }
  tuple3(): this {
    return this.raw(0x87);
  }
  tuple(): this {
    return this.raw(0x74);
  }
  emptyList(): this {
    return this.raw(0x5d);
  }
  list(): this {
    return this.raw(0x6c);
  }
  append(): this {
    return this.raw(0x61);
  }
  appends(): this {
    return this.raw(0x65);
  }
  emptyDict(): this {
    return this.raw(0x7d);
  }
  dict(): this {
    return this.raw(0x64);
  }
  setItem(): this {
    return this.raw(0x73);
  }
  setItems(): this {
    return this.raw(0x75);
  }
  emptySet(): this {
    return this.raw(0x8f);
  }
  addItems(): this {
    return this.raw(0x90);
  }
  frozenSet(): this {
    return this.raw(0x91);
  }

  memoize(): this {
    return this.raw(0x94);
  }
  put(index: number): this {
    return index < 256 ? this.number(0x71, index, 1) : this.number(0x72, index, 4);
  }
  get(index: number): this {
    return index < 256 ? this.number(0x68, index, 1) : this.number(0x6a, index, 4);
  }

  /** GLOBAL, with the names in the instruction. */
  global(module: string, name: string): this {
    return this.line("c", module, name);
  }
  /** STACK_GLOBAL, with the names on the stack. */
  stackGlobal(module: string, name: string): this {
    return this.string(module).string(name).raw(0x93);
  }
  /** STACK_GLOBAL of whatever lies there. */
  stackGlobalOfStack(): this {
    return this.raw(0x93);
  }
  ext1(code: number): this {
    return this.number(0x82, code, 1);
  }
  ext2(code: number): this {
    return this.number(0x83, code, 2);
  }
  ext4(code: number): this {
    return this.number(0x84, code, 4);
  }

  reduce(): this {
    return this.raw(0x52);
  }
  newObj(): this {
    return this.raw(0x81);
  }
  newObjEx(): this {
    return this.raw(0x92);
  }
  obj(): this {
    return this.raw(0x6f);
  }
  inst(module: string, name: string): this {
    return this.line("i", module, name);
  }
  buildState(): this {
    return this.raw(0x62);
  }

  persistentId(line: string): this {
    return this.line("P", line);
  }
  binPersistentId(): this {
    return this.raw(0x51);
  }
  nextBuffer(): this {
    return this.raw(0x97);
  }
  readonlyBuffer(): this {
    return this.raw(0x98);
  }

  /** What was written so far, without STOP. */
  build(): Uint8Array {
    const bytes = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}
