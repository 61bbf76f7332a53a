/** Shifts the clock of the process that loads this by `CLOCK_SKEW_MS`. */
const skew = Number(process.env.CLOCK_SKEW_MS ?? 0)
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + skew] : given))
  }
  static now() {
    return RealDate.now() + skew
  }
}
