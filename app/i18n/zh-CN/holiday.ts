export default {
  title: '工作日历',
  lead: '办理时限按工作日计算。每年国务院办公厅公布放假安排后，请在此登记放假的工作日和调休上班的周末。',
  day: '日期',
  kind: '安排',
  kinds: { off: '放假', work: '调休上班' },
  name: '说明',
  add: '登记',
  remove: '移除',
  year: '{{year}} 年',
  years: '年份',
  empty: '{{year}} 年还没有登记',
  empty_hint: '未登记时，周一至周五计为工作日。',
}
