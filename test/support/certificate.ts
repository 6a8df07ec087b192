import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes a certificate of `localhost` in that folder, and a configuration with `options` that serves HTTPS with it. */
export function makeCertificate(
  folder: string,
  options: object = {},
): { certificate: string; config: string } {
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost']
  const output = ['-keyout', 'key.pem', '-out', 'cert.pem', '-days', '1']
  execFileSync('openssl', [...args, ...output], { cwd: folder, stdio: 'ignore' })
  const pem = ['cert.pem', 'key.pem'].map((name) => readFileSync(join(folder, name), 'utf8'))
  writeFileSync(join(folder, 'both.pem'), pem.join(''))
  const config = join(folder, 'https.json')
  writeFileSync(
    config,
    JSON.stringify({ SslEnabled: true, SslCertificate: join(folder, 'both.pem'), ...options }),
  )
  return { certificate: join(folder, 'cert.pem'), config }
}
