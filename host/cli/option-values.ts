import { InvalidArgumentError } from 'commander'
import { isSdkVersion } from '../exchange/profile.ts'
import {
  expectedHost,
  expectedListenAddress,
  isHost,
  readListenAddress,
  type ListenAddress,
} from '../config/listen-address.ts'
import { expectedOrthancUrl, readOrthancUrl } from '../config/orthanc-url.ts'

/** Reads the value of an option that is a whole number in a range, both ends included. */
export function wholeNumber({
  minimum,
  maximum,
}: {
  readonly minimum: number
  readonly maximum: number
}): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (value >= minimum && value <= maximum) return value
    throw new InvalidArgumentError(`Expected a whole number from ${minimum} to ${maximum}.`)
  }
}

/** Reads an address or a host name. */
export function hostName(text: string): string {
  if (isHost(text)) return text
  throw new InvalidArgumentError(`Expected ${expectedHost}.`)
}

/** Reads where the admin listener listens: `PORT`, or `ADDRESS:PORT`. */
export function adminAddress(text: string): ListenAddress {
  const address = readListenAddress(text)
  if (address !== undefined) return address
  throw new InvalidArgumentError(`Expected ${expectedListenAddress}.`)
}

/** Reads a version of Orthanc's SDK. */
export function sdkVersion(text: string): string {
  if (isSdkVersion(text)) return text
  throw new InvalidArgumentError('Expected a version like 1.12.3.')
}

/** Reads the URL of a real Orthanc. */
export function orthancUrl(text: string): string {
  if (readOrthancUrl(text) !== undefined) return text
  throw new InvalidArgumentError(`Expected ${expectedOrthancUrl}.`)
}

/** Reads the name of a file, or of a folder. */
export function fileName(text: string): string {
  if (text !== '') return text
  throw new InvalidArgumentError('Expected the name of a file or of a folder.')
}

/** Collects the values of an option that may be repeated. */
export function append(text: string, before: readonly string[] = []): readonly string[] {
  if (text !== '') return [...before, text]
  throw new InvalidArgumentError('Expected a value.')
}
