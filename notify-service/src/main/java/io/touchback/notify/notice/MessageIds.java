package io.touchback.notify.notice;

import io.touchback.notify.notice.Claim.NoticeIdentity;
import io.touchback.notify.send.MailAddress;
import jakarta.inject.Singleton;
import java.net.IDN;

/** Message-IDs that are the same over all tries, and one thread for each order (RULES M5). */
@Singleton
final class MessageIds {
  private final KeyedHash hash;

  MessageIds(KeyedHash hash) {
    this.hash = hash;
  }

  String of(NoticeIdentity notice, MailAddress from) {
    var name =
        hash.of(
            "message-id",
            notice.shop(),
            notice.orderId(),
            notice.kind().word(),
            notice.transition());
    return "<n." + name + at(from);
  }

  /** No mail has this one; all of an order refer to it. */
  String thread(NoticeIdentity notice, MailAddress from) {
    return "<o." + hash.of("thread", notice.shop(), notice.orderId()) + at(from);
  }

  private static String at(MailAddress from) {
    return "@" + IDN.toASCII(from.domain()) + ">";
  }
}
