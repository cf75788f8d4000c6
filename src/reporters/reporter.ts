// What a reporter is: a report in, the whole text of one output format out.
import type { Report } from '../report.ts'

/** Pure and total: any report, whatever texts it holds, becomes a text that ends with a line end. */
export type Reporter = (report: Report) => string
