import { type Bits, emptyBits, forEachBit, setBit } from "../../../prover/reach/bits.js";

/** The set of these numbers, all of them below `size`. */
export function bitsOf(numbers: readonly number[], size: number): Bits {
  const bits = emptyBits(size);
  for (const number of numbers) setBit(bits, number);
  return bits;
}

/** The numbers of a set, in its order. */
export function numbersOf(bits: Bits): number[] {
  const numbers: number[] = [];
  forEachBit(bits, (index) => numbers.push(index));
  return numbers;
}
