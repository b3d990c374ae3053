package io.touchback.notify.notice;

import java.util.List;

/** These end with this transaction's commit. */
record NoticesEnded(List<Ended> notices) {}
