import type { ByteString } from '../../exchange/byte-string.ts'
import { foldPattern, type PatternFold, type PatternNode } from './pattern-node.ts'

/** Parts of the program that matches the node, repetitions counted out. */
export function sizeOf(node: PatternNode): number {
  return foldPattern(node, size)
}

const size: PatternFold<number> = {
  byte: () => 1,
  set: () => 1,
  assert: () => 1,
  sequence: sum,
  choice: (branches) => sum(branches) + branches.length,
  capture: (part) => part + 2,
  repeat: (part, { min, max }) => (part + 1) * Math.max(1, max === Infinity ? min + 1 : max),
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Nodes in nodes. */
export function depthOf(node: PatternNode): number {
  return foldPattern(node, depth)
}

const depth: PatternFold<number> = {
  byte: () => 0,
  set: () => 0,
  assert: () => 0,
  sequence: (parts) => Math.max(0, ...parts),
  choice: (branches) => 1 + Math.max(0, ...branches),
  capture: (part) => 1 + part,
  repeat: (part) => 1 + part,
}

/** Whether the node never reads a byte. */
export function isZeroWidth(node: PatternNode): boolean {
  return foldPattern(node, zeroWidth)
}

const zeroWidth: PatternFold<boolean> = {
  byte: () => false,
  set: () => false,
  assert: () => true,
  sequence: (parts) => parts.every(Boolean),
  choice: (branches) => branches.every(Boolean),
  capture: (part) => part,
  repeat: (part, { max }) => max === 0 || part,
}

/** The numbers of the groups, in the order of their parentheses. */
export function captureIndexes(node: PatternNode): readonly number[] {
  return foldPattern(node, indexes)
}

const indexes: PatternFold<readonly number[]> = {
  byte: () => [],
  set: () => [],
  assert: () => [],
  sequence: (parts) => parts.flat(),
  choice: (branches) => branches.flat(),
  capture: (part, { index }) => [index, ...part],
  repeat: (part) => part,
}

/** The bytes with which every match begins, and whether there is nothing more to match. */
export function leadingBytes(node: PatternNode): {
  readonly bytes: ByteString
  readonly isAll: boolean
} {
  const parts = node.kind === 'sequence' ? node.parts : [node]
  const start = parts[0]?.kind === 'assert' && parts[0].assertion === 'start' ? 1 : 0
  let bytes = ''
  for (const part of parts.slice(start)) {
    if (part.kind !== 'byte') break
    bytes += String.fromCharCode(part.byte)
  }
  return { bytes, isAll: bytes.length === parts.length }
}
