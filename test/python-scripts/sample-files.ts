import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** DICOM files for all scripts: two of one series, one of another patient, and two for C-STORE. */
export interface SampleFiles {
  readonly uploaded: readonly string[]
  readonly sent: readonly string[]
}

const side = 32

/** Writes the files with DCMTK, with the same identifiers in each run. */
export function writeSamples(folder: string): SampleFiles {
  const write = (patient: string, study: number, instance: number): string => {
    const name = join(folder, `${patient}-${instance}`)
    writeFileSync(`${name}.dump`, describe(patient, study, instance))
    execFileSync('dump2dcm', ['--quiet', '--write-xfer-little', `${name}.dump`, `${name}.dcm`])
    return `${name}.dcm`
  }
  return {
    uploaded: [write('001-A', 1, 1), write('001-A', 1, 2), write('002-B', 2, 1)],
    sent: [write('003-C', 3, 1), write('003-C', 3, 2)],
  }
}

function describe(patient: string, study: number, instance: number): string {
  const uid = `1.2.3.4.${study}`
  const pixels = Array.from({ length: side * side }, (_, i) =>
    ((i * 7 + instance) % 256).toString(16),
  )
  return `
(0008,0005) CS [ISO_IR 100]
(0008,0016) UI [1.2.840.10008.5.1.4.1.1.7]
(0008,0018) UI [${uid}.1.${instance}]
(0008,0020) DA [2024010${study}]
(0008,0030) TM [120000]
(0008,0050) SH [A${study}]
(0008,0060) CS [${study === 2 ? 'US' : 'CR'}]
(0008,0080) LO [Hospital]
(0008,0090) PN [Refer^Ring]
(0008,1030) LO [Study ${study}]
(0008,103e) LO [Series ${study}]
(0010,0010) PN [Name^${patient}]
(0010,0020) LO [${patient}]
(0010,0030) DA [19700101]
(0010,0040) CS [O]
(0020,000d) UI [${uid}]
(0020,000e) UI [${uid}.1]
(0020,0010) SH [${study}]
(0020,0011) IS [1]
(0020,0013) IS [${instance}]
(0028,0002) US 1
(0028,0004) CS [MONOCHROME2]
(0028,0010) US ${side}
(0028,0011) US ${side}
(0028,0100) US 8
(0028,0101) US 8
(0028,0102) US 7
(0028,0103) US 0
(7fe0,0010) OB ${pixels.join('\\')}
`
}
