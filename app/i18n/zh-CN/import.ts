/** What the import of files says about rows that it can't use. */
export default {
  columns: { line: '行号', column: '列', reason: '原因', value: '内容' },
  fault: {
    name_missing: '缺少企业名称，请补全。',
    name_too_long: '企业名称超过 100 个字，请核对。',
    uscc_missing: '缺少统一社会信用代码，请补全。',
    uscc_length: '统一社会信用代码应为 18 位，请核对。',
    uscc_character: '统一社会信用代码含有不应出现的字符（不使用 I、O、S、V、Z），请核对。',
    uscc_checksum: '统一社会信用代码校验位不符（GB 32100-2015），请核对是否录错。',
    capital: '看不懂注册资本，请写成“500(万元人民币)”这样的格式。',
    date: '看不懂日期，请写成“2019-01-21”这样的格式。',
    yes_or_no: '请填 1 或 0（是或否）。',
    required: '此项必填，请补全。',
    amount: '额度应为以万元计的正数，请核对。',
    rate: '利率应为 0 至 100 之间的百分数，请核对。',
    rate_order: '最高利率低于最低利率，请核对。',
    term: '期限应为以月计的整数，请核对。',
    repeated: '与第 {{line}} 行重复（同一编号），只采用了前一行。',
    too_many_cells: '列数多于表头，请检查是否缺少引号。',
  },
}
