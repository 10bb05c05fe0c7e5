/** A line of a listing: bytes of a module and what they say. */
export interface ListingLine {
  bytes: Uint8Array;
  /** In the text format of WebAssembly, indented by the blocks around it; the name of a section at its head. */
  text: string;
  /** Head of a section or a function. */
  head?: true;
}

const SECTIONS: Record<number, string> = {
  1: 'types of functions',
  2: 'imports',
  3: 'functions',
  7: 'exports',
  10: 'code',
};
/** What follows an opcode: `index` an unsigned LEB128, `integer` a signed one, `memory` alignment and offset, `lane` a byte, and so on. */
type Operand = 'index' | 'integer' | 'double' | 'pair' | 'memory' | 'lane' | 'block';

const PLAIN: Record<number, [name: string, ...operands: Operand[]]> = {
  3: ['loop', 'block'],
  4: ['if', 'block'],
  11: ['end'],
  13: ['br_if', 'index'],
  16: ['call', 'index'],
  26: ['drop'],
  32: ['local.get', 'index'],
  33: ['local.set', 'index'],
  34: ['local.tee', 'index'],
  43: ['f64.load', 'memory'],
  57: ['f64.store', 'memory'],
  65: ['i32.const', 'integer'],
  68: ['f64.const', 'double'],
  69: ['i32.eqz'],
  73: ['i32.lt_u'],
  106: ['i32.add'],
  107: ['i32.sub'],
  113: ['i32.and'],
  116: ['i32.shl'],
  160: ['f64.add'],
  161: ['f64.sub'],
  162: ['f64.mul'],
  163: ['f64.div'],
};
/** Those behind the prefix 0xfd, which work on two doubles at once. */
const PAIRED: Record<number, [name: string, ...operands: Operand[]]> = {
  0: ['v128.load', 'memory'],
  10: ['v128.load64_splat', 'memory'],
  11: ['v128.store', 'memory'],
  12: ['v128.const f64x2', 'pair'],
  20: ['f64x2.splat'],
  33: ['f64x2.extract_lane', 'lane'],
  71: ['f64x2.eq'],
  72: ['f64x2.ne'],
  73: ['f64x2.lt'],
  74: ['f64x2.gt'],
  75: ['f64x2.le'],
  76: ['f64x2.ge'],
  77: ['v128.not'],
  78: ['v128.and'],
  79: ['v128.andnot'],
  80: ['v128.or'],
  81: ['v128.xor'],
  82: ['v128.bitselect'],
  91: ['v128.store64_lane', 'memory', 'lane'],
  236: ['f64x2.abs'],
  237: ['f64x2.neg'],
  239: ['f64x2.sqrt'],
  240: ['f64x2.add'],
  241: ['f64x2.sub'],
  242: ['f64x2.mul'],
  243: ['f64x2.div'],
  244: ['f64x2.min'],
  245: ['f64x2.max'],
};

/**
 * Every byte of a module with what it says: sections whole, but for the code, which is listed instruction by instruction. An
 * instruction it does not know ends the listing of its function with `…`. WebAssembly Core Specification 2.0, section 5.
 */
export function listing(module: Uint8Array): ListingLine[] {
  const lines: ListingLine[] = [{ bytes: module.subarray(0, 8), text: 'a module, version 1', head: true }];
  for (let at = 8; at < module.length; ) {
    const reader = new Reader(module, at + 1);
    const size = reader.unsigned();
    const end = reader.at + size;
    if (module[at] === 10) {
      const count = reader.unsigned();
      lines.push({ bytes: module.subarray(at, reader.at), text: `code of ${count} functions`, head: true });
      while (reader.at < end) functionLines(reader, lines);
    } else {
      const name = SECTIONS[module[at]] ?? `section ${module[at]}`;
      lines.push({ bytes: module.subarray(at, end), text: name, head: true });
    }
    at = end;
  }
  return lines;
}

function functionLines(reader: Reader, lines: ListingLine[]): void {
  const from = reader.at;
  const end = reader.unsigned() + reader.at;
  for (let runs = reader.unsigned(); runs > 0; runs--) {
    reader.unsigned();
    reader.at++;
  }
  lines.push({ bytes: reader.module.subarray(from, reader.at), text: 'function and its locals', head: true });
  let depth = 1;
  while (reader.at < end) {
    const begin = reader.at;
    const text = reader.instruction();
    if (text === undefined) {
      lines.push({ bytes: reader.module.subarray(begin, end), text: '…' });
      reader.at = end;
      return;
    }
    if (text === 'end') depth--;
    lines.push({ bytes: reader.module.subarray(begin, reader.at), text: '  '.repeat(depth) + text });
    if (text === 'loop' || text === 'if') depth++;
  }
}

class Reader {
  readonly module: Uint8Array;
  at: number;

  constructor(module: Uint8Array, at: number) {
    this.module = module;
    this.at = at;
  }

  instruction(): string | undefined {
    const first = this.module[this.at++];
    const known = first === 0xfd ? PAIRED[this.unsigned()] : PLAIN[first];
    if (!known) return undefined;
    const [name, ...operands] = known;
    return [name, ...operands.map((kind) => this.operand(kind)).filter(Boolean)].join(' ');
  }

  operand(kind: Operand): string {
    if (kind === 'index') return String(this.unsigned());
    if (kind === 'integer') return String(this.signed());
    if (kind === 'lane') return String(this.module[this.at++]);
    if (kind === 'double') return this.double();
    if (kind === 'pair') return `${this.double()} ${this.double()}`;
    if (kind === 'block') {
      this.at++;
      return '';
    }
    this.unsigned(); // alignment, a hint
    const offset = this.unsigned();
    return offset ? `offset=${offset}` : '';
  }

  double(): string {
    this.at += 8;
    return String(new DataView(this.module.buffer, this.module.byteOffset + this.at - 8).getFloat64(0, true));
  }

  unsigned(): number {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = this.module[this.at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (!(byte & 0x80)) return value;
      shift += 7;
    }
  }

  signed(): number {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = this.module[this.at++];
      value |= (byte & 0x7f) << shift;
      shift += 7;
      if (!(byte & 0x80)) return shift < 32 && byte & 0x40 ? value | (-1 << shift) : value;
    }
  }
}

/** The listing as text in two columns: what the bytes say, and the bytes, sixteen in a line at most. */
export function listingText(module: Uint8Array): string {
  return listing(module)
    .flatMap(({ bytes, text, head }) => {
      const rows = Array.from({ length: Math.ceil(bytes.length / WIDE) }, (_, i) =>
        hex(bytes.subarray(i * WIDE, (i + 1) * WIDE)),
      );
      const said = rows.map(
        (row, i) => `${(i === 0 ? (head ? `;; ${text}` : text) : '').padEnd(28)}  ${row}`,
      );
      return head ? ['', ...said] : said;
    })
    .join('\n')
    .trim();
}

/** Bytes in a line. */
const WIDE = 16;

/** Bytes as two hexadecimal digits each. */
const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
