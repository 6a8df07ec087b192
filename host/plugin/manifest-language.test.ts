import { describe, expect, it } from 'vitest'
import { assembleText } from '../../test/support/wat-plugin.ts'
import { encodeU32 } from '../wasm/byte-writer.ts'
import { readLanguage } from './manifest-language.ts'

const text = (value: string): number[] => [
  ...encodeU32(Buffer.byteLength(value)),
  ...Buffer.from(value),
]

type Fields = Readonly<Record<string, readonly (readonly [name: string, version: string])[]>>

/** A producers section, as compilers append it. */
function producers(fields: Fields): number[] {
  const entries = Object.entries(fields).map(([name, values]) => [
    ...text(name),
    ...encodeU32(values.length),
    ...values.flat().flatMap(text),
  ])
  return custom([...text('producers'), ...encodeU32(entries.length), ...entries.flat()])
}

function custom(content: readonly number[]): number[] {
  return [0, ...encodeU32(content.length), ...content]
}

async function moduleOf(wat: string, ...more: readonly number[][]): Promise<Uint8Array> {
  return Uint8Array.from([...(await assembleText(`(module ${wat})`)), ...more.flat()])
}

describe('readLanguage', () => {
  it.each([
    ['C11', { language: [['C11', '']] }],
    ['Rust 1.85.1', { language: [['Rust', '1.85.1']], 'processed-by': [['rustc', '1.85.1']] }],
    [
      'C++17, C11',
      {
        language: [
          ['C_plus_plus_17', ''],
          ['C11', ''],
        ],
      },
    ],
    ['JavaScript', { language: [['JavaScript', '']], 'processed-by': [['ComponentizeJS', '1']] }],
    ['C or C++ (clang 21.1.4)', { 'processed-by': [['clang', '21.1.4 (https://x)']] }],
    [undefined, { 'processed-by': [['wasm-tools', '1.0']] }],
  ] satisfies (readonly [string | undefined, Fields])[])('reads %s', async (language, fields) => {
    expect(readLanguage(await moduleOf('', producers(fields)))).toBe(language)
  })

  it('knows AssemblyScript and C by what only they import', async () => {
    const abort = '(import "env" "abort" (func (param i32 i32 i32 i32)))'
    expect(readLanguage(await moduleOf(abort))).toBe('AssemblyScript')
    const invoke = '(import "orthanc" "OrthancPluginInvokeService" (func))'
    expect(readLanguage(await moduleOf(invoke))).toBe('C or C++')
    expect(readLanguage(await moduleOf('(import "orthanc" "OrthancPluginLogInfo" (func))'))).toBe(
      undefined,
    )
  })

  it('says nothing because of a broken section', async () => {
    const whole = producers({ language: [['C11', '']] })
    for (let length = 1; length < whole.length - 2; length++) {
      const cut = custom(whole.slice(2, 2 + length))
      expect(readLanguage(await moduleOf('', cut))).toBeUndefined()
    }
  })
})
