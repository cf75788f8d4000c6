// What every reporter owes: any report becomes a harmless, repeatable text that holds every verdict.
import { describe, expect, test } from 'vitest'
import { reporters } from '../../src/reporters/index.ts'
import { finding, gap, hostileTexts, report, reportSaying } from './sample-report.ts'

// Anything that a terminal obeys or hides, but for the line ends that reporters write themselves.
const harmful = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

describe.each(Object.entries(reporters))('the %s reporter', (_, render) => {
  test.each(hostileTexts)('writes nothing harmful for text that is hostile: %s', (_name, text) => {
    const output = render(reportSaying(text))
    expect(harmful.exec(output)).toBeNull()
    expect(output.endsWith('\n')).toBe(true)
  })

  test('ends a clean report with its verdict', () => {
    expect(render(report())).toMatch(/pass/i)
    expect(render(report())).not.toMatch(/fail/i)
  })

  test('names rule, place, message, contract and source of a finding', () => {
    const output = render(report({ findings: [finding()] }))
    expect(output).toMatch(/fail/i)
    for (const part of [
      'string-format',
      '/response/body/id',
      'it has 35 characters',
      'openapi/trunks.yaml',
      '41',
      'https://docs.example/trunks',
      'https://api.example/trunks/7',
      'day.har',
    ]) {
      expect(output).toContain(part)
    }
  })

  test('says what was unchecked and why', () => {
    expect(render(report({ unchecked: [gap()] }))).toContain('The pattern is not ECMAScript.')
  })

  test('says which probes show nothing, and why', () => {
    const nothing = {
      operation: 'GET /a',
      exchange: null,
      reason: 'the key was not accepted (401)',
    }
    const inconclusive = ['GET /a documented answer', 'GET /a a random id'].map((probe) => {
      return { ...nothing, probe }
    })
    const output = render(report({ verdict: 'inconclusive', inconclusive }))
    expect(output).toMatch(/inconclusive/i)
    expect(output).not.toMatch(/\b(?:pass|fail)\b/i)
    for (const { probe, reason } of inconclusive) {
      expect(output).toContain(probe)
      expect(output).toContain(reason)
    }
  })

  test('says that a plan is no more than that', () => {
    const output = render(report({ verdict: 'planned' }))
    expect(output).toMatch(/planned/i)
    expect(output).not.toMatch(/\b(?:pass|fail)\b/i)
  })

  test('takes places that are not known', () => {
    const nowhere = { operation: null, contract: null, exchange: null }
    const output = render(report({ findings: [finding(nowhere)], unchecked: [gap(nowhere)] }))
    expect(output).toContain('it has 35 characters')
  })

  test('tells of 10,000 findings', () => {
    const findings = Array.from({ length: 10_000 }, () => finding())
    expect(render(report({ findings }))).toMatch(/10,?000/)
  })

  test('tells of 10,000 probes that show nothing', () => {
    const open = { operation: null, probe: 'p', reason: 'r', exchange: null }
    const inconclusive = Array(10_000).fill(open)
    const summary = { ...report().summary, inconclusive: inconclusive.length }
    expect(render(report({ verdict: 'inconclusive', inconclusive, summary }))).toMatch(/10,?000/)
  })

  test('writes the same text for the same report', () => {
    const given = report({ findings: [finding()], unchecked: [gap()] })
    expect(render(structuredClone(given))).toBe(render(given))
  })
})
