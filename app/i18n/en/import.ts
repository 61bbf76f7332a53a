/** What the import of files says about rows that it can't use. */
export default {
  columns: { line: 'Line', column: 'Column', reason: 'Reason', value: 'Content' },
  fault: {
    direction: 'The type says neither supply nor demand. Write the Chinese word for one of them.',
    title_length: 'A title has 2 to 100 characters. Please check.',
    budget: 'A budget is a positive number in 10,000 yuan. Please check.',
    name_missing: 'The company’s name is missing; please add it.',
    name_too_long: 'The company’s name has more than 100 characters; please check it.',
    uscc_missing: 'The unified social credit code is missing; please add it.',
    uscc_length: 'The unified social credit code should have 18 characters; please check it.',
    uscc_character:
      'The unified social credit code has a character that it can’t have (no I, O, S, V, Z); please check it.',
    uscc_checksum:
      'The check character of the unified social credit code is wrong (GB 32100-2015); please check for slips.',
    capital:
      'The registered capital can’t be read; please write it as the registry does, with its unit and currency.',
    date: 'The date can’t be read; please write it like “2019-01-21”.',
    yes_or_no: 'Please enter 1 or 0 (yes or no).',
    required: 'This is required; please add it.',
    amount: 'The amount should be a positive number in units of CNY 10,000; please check it.',
    rate: 'The rate should be a percentage from 0 to 100; please check it.',
    rate_order: 'The highest rate is lower than the lowest; please check them.',
    term: 'The term should be a whole number of months; please check it.',
    repeated: 'Repeats line {{line}} (same number); only the earlier line was taken.',
    too_many_cells: 'More cells than columns; please look for missing quotation marks.',
  },
}
