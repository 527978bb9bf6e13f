import { firstKept } from '../../random/stream.ts';
import { keepOrder } from '../copy-recorded.ts';
import { type Attribute, floatConstant, intConstant, type } from '../graph.ts';
import type { GraphBuilder } from '../graph-builder.ts';

const int = { T: type('int32') };
const float = { T: type('float32') };
const signBit = -(2 ** 31);

/** Functions that add nodes over 32-bit words, held as int32. Integers are exact, so that only the last floating-point operations round. */
export function wordNodes(graph: GraphBuilder) {
  const unary = (op: string, value: string, attributes: Readonly<Record<string, Attribute>>) =>
    graph.add({ name: op, op, inputs: [value], attributes });
  const floats = (op: string, ...inputs: readonly string[]) => graph.add({ name: op, op, inputs, attributes: { ...float, ...keepOrder } });
  const withInt = (op: string, value: string, operand: number) =>
    graph.add({ name: op, op, inputs: [value, graph.add(intConstant(`${op}_operand`, [operand], []))], attributes: int });
  const multiply = (value: string, factor: number) => floats('Mul', value, graph.add(floatConstant('factor', factor)));
  const toFloat = (value: string) => unary('Cast', value, { SrcT: int.T, DstT: float.T });

  /** The high bits of words, without sign: `word / 2^shift`, rounded down. */
  const highBits = (words: string, shift: number) => withInt('BitwiseAnd', withInt('RightShift', words, shift), 2 ** (32 - shift) - 1);

  /** `(word + more) / 2³²`, rounded once: both halves and the product with 2¹⁶ are exact. */
  const fraction = (words: string, more: 0 | 1) => {
    const low = withInt('AddV2', withInt('BitwiseAnd', words, 0xffff), more);
    return multiply(floats('AddV2', multiply(toFloat(highBits(words, 16)), 2 ** 16), toFloat(low)), 2 ** -32);
  };

  return {
    withInt,
    multiply: (a: string, b: string) => floats('Mul', a, b),

    /**
     * cos 2πu of words of u, by operations that XLA vectorizes, unlike its cosine. With θ = 2πu in [−π, π), cos θ = sin(π/2 − |θ|): the argument
     * is exact as an integer, and lies in [−π/2, π/2], where this many terms of Taylor's series leave 7e-10.
     */
    cosine(words: string): string {
      const angle = graph.add({ name: 'angle', op: 'Abs', inputs: [words], attributes: int });
      const quarter = graph.add(intConstant('quarter', [2 ** 30], []));
      const rest = graph.add({ name: 'rest', op: 'Sub', inputs: [quarter, angle], attributes: int });
      const x = multiply(toFloat(rest), (2 * Math.PI) / 2 ** 32);
      const square = floats('Mul', x, x);
      // x − x³/3! + x⁵/5! − …
      const coefficient = (n: number) => graph.add(floatConstant('coefficient', (n % 4 === 1 ? 1 : -1) / factorial(n)));
      let series = coefficient(13);
      for (const n of [11, 9, 7, 5, 3, 1]) series = floats('AddV2', floats('Mul', series, square), coefficient(n));
      return floats('Mul', series, x);
    },

    /** √(−2 ln(1 − u)) of words of u. 1 − u is formed from integers, 2³² − word = ~word + 1: in float32 it could round to 0. */
    radius: (words: string) => floats('Sqrt', multiply(floats('Log', fraction(unary('Invert', words, int), 1)), -2)),

    /** `Cos` or `Sin` of 2πu of words of u. */
    trigonometric: (op: 'Cos' | 'Sin', words: string) => floats(op, multiply(fraction(words, 0), 2 * Math.PI)),

    /** Multiples of 2⁻²⁴ in `[0, 1)`. */
    uniform: (words: string) => multiply(toFloat(highBits(words, 8)), 2 ** -24),

    /** 0 below the level, otherwise 1. */
    mask(words: string, level: number): string {
      const first = firstKept(level);
      // TensorFlow compares signed integers: inverting the sign bit of both operands keeps the order of unsigned ones.
      const ordered = withInt('BitwiseXor', words, signBit);
      const kept = first === 0 ? withInt('GreaterEqual', ordered, signBit) : withInt('Greater', ordered, ((first - 1) | 0) ^ signBit);
      return unary('Cast', kept, { SrcT: type('bool'), DstT: float.T });
    },
  };
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
