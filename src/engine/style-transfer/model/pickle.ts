import { InvalidInputError } from '../../errors.ts';
import { damaged, shown } from './damaged.ts';
import { PickleBytes } from './pickle-bytes.ts';
import { OPCODES, opcodeName } from './pickle-opcodes.ts';

/** A name that a pickle asks Python for. Nothing is ever looked up: it is a name, and `Builders` knows what to make of it. */
export class Global {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** What a pickle is made of here: texts, numbers, lists (tuples too), dictionaries, and what `Builders` return. */
export type Value = string | number | bigint | boolean | null | Value[] | Map<Value, Value> | object;

/** The only code that a pickle can reach. Each throws an `InvalidInputError` for what it does not know. */
export interface Builders {
  /** Whether the name may stand in a file at all. */
  allow(name: string): boolean;
  /** A call of what has that name. */
  call(name: string, args: Value[]): Value;
  /** An object that lies outside of the pickle. */
  persistent(id: Value): Value;
}

/** More steps than any list of a network's tensors takes. */
const MOST_STEPS = 300_000;

/**
 * Reads the pickle that begins at `from`; returns what it makes and where it ends. It makes data only: every opcode and every name that
 * is not needed for tensors is refused by an `InvalidInputError` that says which. Throws `EndOfBytes` where `bytes` ends too early.
 */
export function unpickle(bytes: Uint8Array, from: number, builders: Builders): { value: Value; end: number } {
  const reader = new PickleBytes(bytes, from);
  const value = new Unpickler(reader, builders).run();
  return { value, end: reader.at };
}

const MARK = Symbol('mark');

class Unpickler {
  readonly #bytes: PickleBytes;
  readonly #builders: Builders;
  readonly #stack: (Value | typeof MARK)[] = [];
  readonly #memo = new Map<number, Value>();

  constructor(bytes: PickleBytes, builders: Builders) {
    this.#bytes = bytes;
    this.#builders = builders;
  }

  run(): Value {
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const code = this.#bytes.uint(1);
      if (code === OPCODES.STOP) return this.#pop();
      const made = this.#step(code);
      if (made !== undefined) this.#stack.push(made);
    }
    throw new InvalidInputError('The file’s list of tensors is longer than any network’s.');
  }

  /** Does what an opcode says, and returns what it adds to the stack. */
  #step(code: number): Value | typeof MARK | undefined {
    switch (code) {
      case OPCODES.MARK:
        return MARK;
      case OPCODES.EMPTY_DICT:
        return new Map();
      case OPCODES.EMPTY_LIST:
      case OPCODES.EMPTY_TUPLE:
        return [];
      case OPCODES.TUPLE:
        return this.#popToMark();
      case OPCODES.TUPLE1:
      case OPCODES.TUPLE2:
      case OPCODES.TUPLE3:
        return Array.from({ length: code - OPCODES.TUPLE1 + 1 }, () => this.#pop()).reverse();
      case OPCODES.GLOBAL:
        return this.#global(this.#bytes.line(), this.#bytes.line());
      case OPCODES.STACK_GLOBAL: {
        const name = this.#pop();
        return this.#global(this.#pop(), name);
      }
      case OPCODES.REDUCE: {
        const args = this.#pop();
        return this.#call(this.#pop(), args);
      }
      case OPCODES.BINPERSID:
        return this.#builders.persistent(this.#pop());
      case OPCODES.BINGET:
      case OPCODES.LONG_BINGET: {
        const value = this.#memo.get(this.#bytes.uint(code === OPCODES.BINGET ? 1 : 4));
        if (value === undefined) throw damaged('its list of tensors refers to what is not there');
        return value;
      }
      default:
        return this.#change(code) ? undefined : this.#literal(code);
    }
  }

  /** The opcodes that add nothing to the stack; false where it is none of them. */
  #change(code: number): boolean {
    switch (code) {
      case OPCODES.PROTO: {
        const protocol = this.#bytes.uint(1);
        if (protocol < 2 || protocol > 5)
          throw new InvalidInputError(
            `The file is a pickle of protocol ${protocol}; PyTorch writes protocol 2.`,
          );
        break;
      }
      case OPCODES.FRAME:
        this.#bytes.take(8);
        break;
      case OPCODES.APPEND:
        this.#append([this.#pop()]);
        break;
      case OPCODES.APPENDS:
        this.#append(this.#popToMark());
        break;
      case OPCODES.SETITEM: {
        const value = this.#pop();
        this.#setItems([this.#pop(), value]);
        break;
      }
      case OPCODES.SETITEMS:
        this.#setItems(this.#popToMark());
        break;
      case OPCODES.BUILD:
        // state_dict() writes what its dictionary knows of versions of modules: nothing that is needed.
        this.#pop();
        if (!(this.#top() instanceof Map)) throw refused('BUILD, which sets the state of an object');
        break;
      case OPCODES.BINPUT:
        this.#memo.set(this.#bytes.uint(1), this.#top());
        break;
      case OPCODES.LONG_BINPUT:
        this.#memo.set(this.#bytes.uint(4), this.#top());
        break;
      case OPCODES.MEMOIZE:
        this.#memo.set(this.#memo.size, this.#top());
        break;
      default:
        return false;
    }
    return true;
  }

  #literal(code: number): Value {
    switch (code) {
      case OPCODES.NONE:
        return null;
      case OPCODES.NEWTRUE:
        return true;
      case OPCODES.NEWFALSE:
        return false;
      case OPCODES.BININT:
        return this.#bytes.uint(4) | 0;
      case OPCODES.BININT1:
        return this.#bytes.uint(1);
      case OPCODES.BININT2:
        return this.#bytes.uint(2);
      case OPCODES.LONG1:
        return this.#bytes.integer(this.#bytes.uint(1));
      case OPCODES.BINFLOAT:
        return this.#bytes.double();
      case OPCODES.BINUNICODE:
      case OPCODES.BINSTRING:
      case OPCODES.BINBYTES:
        return this.#bytes.text(this.#bytes.uint(4));
      case OPCODES.SHORT_BINUNICODE:
      case OPCODES.SHORT_BINSTRING:
      case OPCODES.SHORT_BINBYTES:
        return this.#bytes.text(this.#bytes.uint(1));
      default:
        throw refused(`the opcode ${opcodeName(code)}`);
    }
  }

  #call(callable: Value, args: Value): Value {
    if (!(callable instanceof Global)) throw refused('a call of what is no known name');
    if (!Array.isArray(args))
      throw damaged(`a call of ${shown(callable.name)} in it has no list of arguments`);
    return this.#builders.call(callable.name, args);
  }

  #global(module: Value, name: Value): Global {
    if (typeof module !== 'string' || typeof name !== 'string') throw damaged('a name in it is no text');
    const whole = `${module}.${name}`;
    if (!this.#builders.allow(whole)) throw refused(shown(whole));
    return new Global(whole);
  }

  #append(items: Value[]): void {
    const list = this.#stack.at(-1);
    if (!Array.isArray(list)) throw damaged('items in it belong to no list');
    for (const item of items) list.push(item);
  }

  #setItems(items: Value[]): void {
    const dictionary = this.#stack.at(-1);
    if (!(dictionary instanceof Map) || items.length % 2 === 1)
      throw damaged('items in it belong to no dictionary');
    for (let i = 0; i < items.length; i += 2) dictionary.set(items[i], items[i + 1]);
  }

  #top(): Value {
    const value = this.#stack.at(-1);
    if (value === undefined || value === MARK) throw damaged('its list of tensors does not add up');
    return value as Value;
  }

  #pop(): Value {
    const value = this.#top();
    this.#stack.pop();
    return value;
  }

  #popToMark(): Value[] {
    const mark = this.#stack.lastIndexOf(MARK);
    if (mark < 0) throw damaged('its list of tensors does not add up');
    const items = this.#stack.splice(mark) as Value[];
    items.shift();
    return items;
  }
}

const refused = (what: string) =>
  new InvalidInputError(
    `The file asks for ${what}, which tensors do not need; nothing of it was run. Save the network’s state_dict() and take that file.`,
  );
