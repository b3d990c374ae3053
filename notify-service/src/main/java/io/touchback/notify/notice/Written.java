package io.touchback.notify.notice;

/** What became of a claim when its mail was to be written. */
sealed interface Written permits Letter, Finished {}
