/** The same for every process of a bench, as in an installation. It guards nothing. */
export const BENCH_SECRET = 'what every process of a bench signs with'
