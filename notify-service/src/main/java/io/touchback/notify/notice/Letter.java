package io.touchback.notify.notice;

import io.touchback.notify.send.OutgoingMail;
import java.util.UUID;

/**
 * A claimed notice, written and ready to be handed over.
 *
 * @param kept the mail, packed
 */
record Letter(Claim claim, OutgoingMail mail, byte[] kept) implements Written {
  UUID id() {
    return claim.ticket().id();
  }
}
