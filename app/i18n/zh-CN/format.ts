/** How figures are said; `createFormat` fills in. A unit stands a thin space from its figure. */
export default {
  money: { small: '{{figure}} 元', middle: '{{figure}} 万元', large: '{{figure}} 亿元' },
  range: '{{low}} 至 {{high}}',
  range_apart: '{{low}}至 {{high}}',
  at_most: '不超过 {{amount}}',
  at_least: '{{amount}}起',
  term: '{{count}} 个月',
  term_range: '{{min}} 至 {{max}} 个月',
  day: '{{year}}年{{month}}月{{date}}日',
  month_names: '1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月',
  instant: '{{day}} {{time}}',
  instant_exactly: '{{day}} {{time}}（北京时间）',
  foreign: {
    small: '{{figure}} {{currency}}',
    middle: '{{figure}} 万{{currency}}',
    large: '{{figure}} 亿{{currency}}',
  },
  labelled: '{{label}}：{{text}}',
  noted: '{{text}}（{{note}}）',
  clause_separator: '；',
  list_separator: '、',
  deleted_person: '已注销用户',
}
