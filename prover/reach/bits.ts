/** A set of small numbers, one bit for each. */
export type Bits = Uint32Array;

const WORD = 32;

function wordsFor(size: number): number {
  return Math.ceil(size / WORD);
}

/** Sets are small and many: one allocation for hundreds of them takes a fraction of the time. */
const SLAB_WORDS = 2 ** 14;
let slab = new Uint32Array(SLAB_WORDS);
let used = 0;

function emptyWords(words: number): Bits {
  if (words > SLAB_WORDS / 16) return new Uint32Array(words);
  if (used + words > SLAB_WORDS) {
    slab = new Uint32Array(SLAB_WORDS);
    used = 0;
  }
  used += words;
  return new Uint32Array(slab.buffer, (used - words) * Uint32Array.BYTES_PER_ELEMENT, words);
}

export function emptyBits(size: number): Bits {
  return emptyWords(wordsFor(size));
}

/** All numbers below `size`. */
export function fullBits(size: number): Bits {
  const bits = emptyBits(size).fill(0xffffffff);
  const rest = size % WORD;
  if (rest > 0) bits[bits.length - 1] = 2 ** rest - 1;
  return bits;
}

export function hasBit(bits: Bits, index: number): boolean {
  return (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

/* Loops, not `map` and `every`: a call for each word takes several times as long. */

export function intersection(left: Bits, right: Bits): Bits {
  const result = emptyWords(left.length);
  for (let word = 0; word < left.length; word += 1) {
    result[word] = (left[word] ?? 0) & (right[word] ?? 0);
  }
  return result;
}

export function union(left: Bits, right: Bits): Bits {
  const result = emptyWords(left.length);
  for (let word = 0; word < left.length; word += 1) {
    result[word] = (left[word] ?? 0) | (right[word] ?? 0);
  }
  return result;
}

export function difference(left: Bits, right: Bits): Bits {
  const result = emptyWords(left.length);
  for (let word = 0; word < left.length; word += 1) {
    result[word] = (left[word] ?? 0) & ~(right[word] ?? 0);
  }
  return result;
}

export function sameBits(left: Bits, right: Bits): boolean {
  for (let word = 0; word < left.length; word += 1) {
    if (left[word] !== right[word]) return false;
  }
  return true;
}

/** Calls `visit` for every number of the set, in ascending order. */
export function forEachBit(bits: Bits, visit: (index: number) => void): void {
  for (let word = 0; word < bits.length; word += 1) {
    let rest = bits[word] ?? 0;
    while (rest !== 0) {
      const lowest = rest & -rest;
      visit(word * WORD + 31 - Math.clz32(lowest));
      rest ^= lowest;
    }
  }
}
