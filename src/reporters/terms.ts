// What is accepted of a finding, in one sentence: who accepted it, until when and why.
import type { Acceptance, Finding } from '../report.ts'

function by({ owner }: Acceptance): string {
  return owner === undefined ? '' : ` by ${owner}`
}

/** The sentence, and where to read more; undefined where nothing of the kind is accepted. */
export function termsOf({
  known,
  expired,
  widens,
}: Finding): { sentence: string; link: string | undefined } | undefined {
  const terms = known ?? expired ?? widens
  if (terms === undefined) return undefined
  const { until, reason, link } = terms
  const whole = `${by(terms)} until ${until}: ${reason}`
  if (known !== undefined) return { sentence: `accepted${whole}`, link }
  if (expired !== undefined) {
    return { sentence: `accepted${by(terms)} until ${until}, which is over: ${reason}`, link }
  }
  return { sentence: `new here; elsewhere (${widens?.fingerprint}) accepted${whole}`, link }
}
