package io.touchback.notify.notice;

import io.touchback.notify.send.OutgoingMail;
import java.util.UUID;

/**
 * A claimed notice, written and ready to be handed over.
 *
 * @param json the mail as it is kept
 */
record Letter(Claim claim, OutgoingMail mail, String json) implements Written {
  UUID id() {
    return claim.ticket().id();
  }
}
