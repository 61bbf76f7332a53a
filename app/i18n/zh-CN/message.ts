/** What the market writes by mail and SMS. Codes come first, so that phones offer them. */
export default {
  sign_up_code: {
    subject: '链桥注册验证码',
    text: '您的验证码：{{code}}，{{minutes}} 分钟内有效，用于注册链桥账号。如非本人操作，请忽略。',
  },
  already_registered: {
    subject: '您已有链桥账号',
    text: '有人用此地址申请注册链桥，而此地址已有账号。请直接登录；忘记密码可在登录页重置。如非本人操作，请忽略。',
  },
  reset_code: {
    subject: '链桥重置密码验证码',
    text: '您的验证码：{{code}}，{{minutes}} 分钟内有效，用于重置链桥密码。切勿告诉他人；如非本人操作，请忽略。',
  },
  reset_link: {
    subject: '重置链桥密码',
    text: '请在 {{minutes}} 分钟内打开此链接，设置新的链桥密码：\n\n{{url}}\n\n切勿转发；如非本人操作，请忽略，您的密码不会改变。',
  },
  sign_in_link: {
    subject: '有人多次输错您的链桥密码',
    text: '有人多次输错您的链桥密码，为保护账号，部分设备的登录已放慢或暂停。如需立即登录，请在 {{hours}} 小时内打开此链接，照常输入密码（限用一次）：{{url}} 切勿转发；如非本人所为，您无需处理，账号仍然安全。',
  },
  not_registered: {
    subject: '此地址还没有链桥账号',
    text: '有人用此地址申请重置链桥密码，而此地址还没有账号。如需使用，请先注册。如非本人操作，请忽略。',
  },
  factors_reset: {
    subject: '您的二次验证已被重置',
    text: '管理员重置了您在链桥的二次验证，所有设备已退出登录。请登录后重新设置；如非您本人要求，请立即联系主管部门。',
  },
  notice: {
    subject: '链桥：{{sentence}}',
    text: '{{sentence}}\n\n{{url}}\n\n—\n不想再收到“{{topic}}”的邮件：{{unsubscribe}}',
  },
  notice_sms: { text: '【链桥】{{sentence}}{{url}}' },
  digest: {
    subject: '链桥：{{count}} 条消息汇总',
    text: '{{lines}}\n\n全部消息：{{url}}\n\n—\n调整通知方式：{{preferences}}',
  },
  invitation: {
    subject: '{{organization}}邀请您加入链桥',
    text: '{{organization}}邀请您加入其在链桥的团队。请在 {{days}} 天内打开 {{url}} 接受邀请；如无此事，请忽略。',
  },
}
