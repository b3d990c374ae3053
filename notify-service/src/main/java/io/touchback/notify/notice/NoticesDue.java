package io.touchback.notify.notice;

/** Something was decided that can be sent once this transaction has committed. */
record NoticesDue() {}
