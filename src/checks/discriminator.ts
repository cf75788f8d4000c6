// Rule: a value fits the form that its discriminator names, not just some form (OpenAPI 3.1 §4.8.25).
import { discriminated } from '../contract/branch.ts'
import { member } from '../contract/json.ts'
import type { Check } from './check.ts'

export const discriminator: Check = {
  id: 'discriminator',
  title: 'Form agrees with its discriminator',
  why: 'Clients that choose a type by the discriminator read such a value as something that it is not.',
  severity: 'warning',
  message: ({ property }) => `fits another form than the one that "${property}" names`,
  *run({ evaluation }) {
    const visits = (evaluation?.visits ?? []).filter(({ tentative }) => !tentative)
    const choosing = visits.filter(({ schema }) => schema.discriminator !== undefined)
    // A large body has millions of visits, and a text for each takes room.
    if (choosing.length === 0) return
    const applied = new Set(visits.map(({ pointer, at }) => `${pointer} ${at}`))
    for (const { schema, value, at, pointer } of choosing) {
      for (const keyword of ['oneOf', 'anyOf']) {
        const index = discriminated({ schema, value }, keyword)
        const branch = `${pointer}/${keyword}/${index}`
        if (index === undefined || applied.has(`${branch} ${at}`)) continue
        const faulty = evaluation?.faults.some(
          (fault) => fault.at === at || fault.at.startsWith(`${at}/`),
        )
        if (faulty) continue
        const property = String(member(schema.discriminator, 'propertyName'))
        yield { kind: 'violation', at: `/response/body${at}`, pointer: branch, args: { property } }
      }
    }
  },
}
